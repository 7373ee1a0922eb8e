;;; gin.el --- Edit Gin configs, with Gimlet through eglot  -*- lexical-binding: t; -*-

;; Version: 0.1
;; Package-Requires: ((emacs "28.1"))
;; Keywords: languages

;;; Commentary:

;; A major mode for `.gin' files: colours, comments, and the server.
;;
;;   (load "…/editors/emacs/gin.el")
;;   (add-hook 'gin-mode-hook #'eglot-ensure)

;;; Code:

(require 'project)
(require 'python)
(require 'seq)

(defvar eglot-server-programs)

(defgroup gin nil "Gin configs." :group 'languages)

(defcustom gin-command '("gimlet" "lsp")
  "The command that starts the language server, and its arguments."
  :type '(repeat string))

(defconst gin--name "[A-Za-z_][A-Za-z0-9_]*")
(defconst gin--path "[A-Za-z_][A-Za-z0-9_./]*")

(defconst gin-font-lock-keywords
  `((,(concat "^[ \t]*\\(import\\|from\\|include\\)\\_>[ \t]*[^ \t=./:]") 1 font-lock-keyword-face)
    ("^[ \t]*from[ \t].*[ \t]\\(import\\)\\_>" 1 font-lock-keyword-face)
    ("^[ \t]*\\(?:from\\|import\\)[ \t].*[ \t]\\(as\\)\\_>" 1 font-lock-keyword-face)
    ;; What a line binds: scope/module.name.parameter, a parameter in a block, or a macro.
    (,(concat "^[ \t]*\\(\\(?:[A-Za-z_][A-Za-z0-9_.]*/\\)+\\)") 1 font-lock-preprocessor-face)
    (,(concat "\\.\\(" gin--name "\\)[ \t]*=") 1 font-lock-variable-name-face)
    (,(concat "^[ \t]+\\(" gin--name "\\)[ \t]*=") 1 font-lock-variable-name-face)
    (,(concat "^\\(" gin--name "\\)[ \t]*=") 1 font-lock-constant-face)
    (,(concat "^[ \t]*" gin--path ":[ \t]*\\(?:#.*\\)?$") 0 font-lock-type-face)
    ;; Values.
    (,(concat "@" gin--path) . font-lock-function-name-face)
    (,(concat "%" gin--path) . font-lock-constant-face)
    ("\\_<\\(?:True\\|False\\|None\\)\\_>" . font-lock-constant-face))
  "What `gin-mode' colours beyond comments and strings.")

;; Gin's comments and strings are Python's.
(defvar gin-mode-syntax-table (make-syntax-table python-mode-syntax-table)
  "Comments and strings as Python has them.")

(defconst gin-root-markers '("gimlet.gin" ".git" "Package.swift" "pyproject.toml" "setup.py")
  "What lies at the root of a workspace; an earlier one wins over a nearer one.")

(defun gin-project (folder)
  "Return the workspace that FOLDER is in, as a project, or nil."
  (let ((root (seq-some (lambda (marker) (locate-dominating-file folder marker)) gin-root-markers)))
    (and root (cons 'transient root))))

;;;###autoload
(define-derived-mode gin-mode prog-mode "Gin"
  "Major mode for Gin configs."
  (setq-local comment-start "# "
              comment-start-skip "#+[ \t]*"
              indent-tabs-mode nil
              tab-width 4
              syntax-propertize-function python-syntax-propertize-function
              font-lock-defaults '(gin-font-lock-keywords))
  (add-hook 'project-find-functions #'gin-project nil t))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.gin\\'" . gin-mode))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs (cons 'gin-mode (lambda (&rest _) gin-command))))

(provide 'gin)
;;; gin.el ends here

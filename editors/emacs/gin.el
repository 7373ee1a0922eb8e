;;; gin.el --- Edit Gin configs, with Gimlet through eglot  -*- lexical-binding: t; -*-

;; Version: 0.1
;; Package-Requires: ((emacs "28.1"))
;; Keywords: languages

;;; Commentary:

;; A major mode for `.gin' files: colours, comments, and the server.
;;
;;   (load "…/editors/emacs/gin.el")
;;   (add-hook 'gin-mode-hook #'eglot-ensure)
;;
;; Commands open what is no file: the resolved config, differences, previews.  The menu Gin has them.

;;; Code:

(require 'cl-lib)
(require 'easymenu)
(require 'jsonrpc)
(require 'project)
(require 'python)
(require 'seq)
(require 'subr-x)
(require 'url-util)

(defvar eglot-server-programs)
(declare-function eglot-current-server "eglot")
(declare-function eglot-hover-eldoc-function "eglot")
(declare-function eglot-execute-command "eglot")
(declare-function eglot-execute "eglot")
(declare-function eglot--TextDocumentIdentifier "eglot")
(declare-function eglot--signal-textDocument/didChange "eglot")

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

;; Documents that are no files.  They follow the typing.

(defvar-local gin-document nil
  "The URI of the server's document that this buffer shows.")

(defvar-local gin-document-config nil
  "The buffer of the config that this document was opened from.")

(defvar-local gin-document-server nil
  "The server that writes this buffer's document.")

(defun gin--document-buffers (uri)
  "Return the buffers that show the document URI."
  (seq-filter (lambda (buffer) (equal (buffer-local-value 'gin-document buffer) uri)) (buffer-list)))

(defun gin--fill (buffer text)
  "Put TEXT into BUFFER; what is the same stays, and point with it."
  (when (buffer-live-p buffer)
    (with-current-buffer buffer
      (let ((inhibit-read-only t)
            (new (generate-new-buffer " *gimlet*" t)))
        (with-current-buffer new (insert text))
        (replace-buffer-contents new)
        (kill-buffer new))
      (set-buffer-modified-p nil))))

(defun gin--refresh (uri)
  "Ask for the text of the document URI, and show it."
  (dolist (buffer (gin--document-buffers uri))
    (jsonrpc-async-request (buffer-local-value 'gin-document-server buffer)
                           :workspace/textDocumentContent (list :uri uri)
                           :success-fn (lambda (answer) (gin--fill buffer (plist-get answer :text))))))

(defun gin--forget ()
  "Tell the server that nobody looks at this buffer's document any more."
  (when (and gin-document (jsonrpc-running-p gin-document-server))
    (jsonrpc-notify gin-document-server :textDocument/didClose
                    (list :textDocument (list :uri gin-document)))))

(defun gin--define-keys (map)
  "Give MAP the keys of the commands."
  (define-key map (kbd "C-c C-p") #'gin-print)
  (define-key map (kbd "C-c C-d") #'gin-diff)
  (define-key map (kbd "C-c C-t") #'gin-preview)
  (define-key map (kbd "C-c C-e") #'gin-choose-experiment))

(defun gin-close-document ()
  "Close this document and its window."
  (interactive)
  (let ((buffer (current-buffer)))
    (when (window-parent) (delete-window))
    (kill-buffer buffer)))

(define-minor-mode gin-document-mode
  "What is shown is no file.  The commands work as in its config."
  :lighter " Gimlet"
  :keymap (let ((map (make-sparse-keymap)))
            (define-key map "q" #'gin-close-document)
            (gin--define-keys map)
            map))

(defun gin--show (server uri)
  "Show the document URI of SERVER in a window beside this one."
  (let* ((name (format "*gimlet: %s*" (url-unhex-string (replace-regexp-in-string "\\`gimlet:/*" "" uri))))
         (buffer (or (car (gin--document-buffers uri)) (generate-new-buffer name)))
         (config (or gin-document-config (current-buffer))))
    (with-current-buffer buffer
      (unless gin-document
        ;; The hooks of these modes are for files.
        (delay-mode-hooks (if (string-suffix-p ".diff" uri) (diff-mode) (gin-mode)))
        (setq gin-document uri
              gin-document-server server
              gin-document-config config)
        (setq buffer-read-only t)
        (gin-document-mode)
        (add-hook 'kill-buffer-hook #'gin--forget nil t)))
    (gin--refresh uri)
    ;; Where the document before it was.
    (if-let ((window (get-window-with-predicate
                      (lambda (window) (buffer-local-value 'gin-document (window-buffer window))))))
        (set-window-buffer window buffer)
      (display-buffer buffer '(display-buffer-pop-up-window (inhibit-same-window . t))))))

(defun gin--ask (command &rest arguments)
  "Return what the server answers to COMMAND with this file and ARGUMENTS."
  (with-current-buffer (if (buffer-live-p gin-document-config) gin-document-config (current-buffer))
    (apply #'gin--ask-here command arguments)))

(defun gin--ask-here (command &rest arguments)
  "Return what the server answers to COMMAND with this buffer and ARGUMENTS."
  (let ((server (or (and (fboundp 'eglot-current-server) (eglot-current-server))
                    (user-error "Gimlet does not serve this buffer"))))
    ;; What was typed a moment ago counts.
    (eglot--signal-textDocument/didChange)
    (condition-case problem
        (let ((uri (plist-get (eglot--TextDocumentIdentifier) :uri)))
          (jsonrpc-request server :workspace/executeCommand
                           (list :command command :arguments (vconcat (list uri) arguments))))
      (jsonrpc-error (user-error "%s" (or (alist-get 'jsonrpc-error-message (cdr problem)) problem))))))

(defun gin--run (command &rest arguments)
  "Let the server run COMMAND with this file and ARGUMENTS.
Show the document that it makes."
  (let ((answer (apply #'gin--ask command arguments)))
    (gin--opened (or gin-document-server (eglot-current-server)) answer)))

(defun gin--opened (server answer)
  "Show the document that ANSWER of SERVER names, if any."
  (let ((uri (and (consp answer) (plist-get answer :uri))))
    (when (and uri (string-prefix-p "gimlet:" uri)) (gin--show server uri)))
  answer)

(defun gin--read-experiments (&rest prompts)
  "Ask for an experiment by each of PROMPTS."
  (let ((known (append (gin--ask "gimlet.experiments") nil)))
    (mapcar (lambda (prompt) (completing-read prompt known nil t)) prompts)))

(defun gin-print ()
  "Open the resolved config, in which every value says where it is from."
  (interactive)
  (gin--run "gimlet.print"))

(defun gin-diff (&optional left right)
  "Open what differs from the config that this one starts from.
With a prefix argument ask which experiments to compare, LEFT and RIGHT."
  (interactive (and current-prefix-arg (gin--read-experiments "Compare: " "With: ")))
  (apply #'gin--run "gimlet.diff" (and left right (list left right))))

(defun gin-preview (binding)
  "Open what BINDING would change, such as \"TrainerConfig.base_lr = 2e-3\"."
  (interactive (list (read-string "A binding to try: " (string-trim (thing-at-point 'line t)))))
  (gin--run "gimlet.preview" binding))

(defun gin-choose-experiment ()
  "Choose the experiment that a shared file is shown in."
  (interactive)
  (gin--run "gimlet.chooseExperiment"))

(defvar gin-mode-map
  (let ((map (make-sparse-keymap)))
    (gin--define-keys map)
    map)
  "Keys of `gin-mode'.")

(easy-menu-define gin-mode-menu gin-mode-map
  "What Gimlet shows of a config."
  '("Gin"
    ["Resolved Config" gin-print]
    ["Differences from the Base" gin-diff]
    ["Differences of Two Experiments..." (let ((current-prefix-arg '(4))) (call-interactively #'gin-diff))]
    ["Try Another Value..." gin-preview]
    ["Choose the Experiment in View..." gin-choose-experiment]))

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

(defun gin--show-values-first ()
  "Let eldoc begin with the value at point, and not with the parameters around it."
  (when (derived-mode-p 'gin-mode)
    (setq-local eldoc-documentation-functions
                (cons #'eglot-hover-eldoc-function
                      (remq #'eglot-hover-eldoc-function eldoc-documentation-functions))
                eldoc-documentation-strategy #'eldoc-documentation-compose)))

(with-eval-after-load 'eglot
  (add-hook 'eglot-managed-mode-hook #'gin--show-values-first)
  (add-to-list 'eglot-server-programs
               (cons 'gin-mode
                     ;; We open the documents that are no files.
                     (lambda (&rest _) (append gin-command '(:initializationOptions (:gimlet (:documents t)))))))
  ;; What an action opens: eglot 1.9 runs its command by the first of these, later ones by the second.
  (if (fboundp 'eglot-execute)
      (cl-defmethod eglot-execute :around (server _action) (gin--opened server (cl-call-next-method)))
    (cl-defmethod eglot-execute-command :around (server _command _arguments)
      (gin--opened server (cl-call-next-method))))
  (cl-defmethod eglot-handle-request :around (server (_method (eql window/showDocument)) &key uri &allow-other-keys)
    "Our documents are no files that Emacs could visit."
    (if (not (string-prefix-p "gimlet:" uri))
        (cl-call-next-method)
      (gin--show server uri)
      '(:success t)))
  (cl-defmethod eglot-handle-request (_server (_method (eql workspace/textDocumentContent/refresh)) &key uri)
    "A document of the server's reads differently now."
    (gin--refresh uri)
    nil))

(provide 'gin)
;;; gin.el ends here

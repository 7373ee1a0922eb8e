;;; emacs.el --- Does Emacs show what the server knows?  -*- lexical-binding: t; -*-

;; Drives Emacs in batch mode, with eglot and the configuration in editors/, as a person would: opens a file, hovers,
;; jumps, types.  Run by Tests/Editors/run, which says what to expect.

(require 'cl-lib)
(require 'flymake)
(require 'eglot)
(require 'xref)

(defvar workspace (getenv "GIMLET_WORKSPACE"))
(defvar expected (split-string (getenv "GIMLET_RATES")))
(defvar expected-after-edit (split-string (getenv "GIMLET_RATES_AFTER_EDIT")))
(defvar warmup-rates (split-string (getenv "GIMLET_WARMUP_RATES")))
(defvar slow-rates (split-string (getenv "GIMLET_SLOW_RATES")))
(defvar failures 0)

(defun indented (text)
  (concat "     " (replace-regexp-in-string "\n" "\n     " (or text "(nothing arrived)")) "\n"))

(defun report (passed what &optional detail)
  "Print whether WHAT PASSED, and DETAIL if it did not."
  (princ (format "%s emacs: %s: %s\n" (if passed "pass" "FAIL") workspace what))
  (unless passed
    (cl-incf failures)
    (princ (indented detail))))

(defun eventually (condition)
  "Wait until CONDITION returns non-nil, and return that; nil after a minute."
  (let ((deadline (+ (float-time) 60)) result)
    (while (not (or (setq result (funcall condition)) (> (float-time) deadline)))
      (accept-process-output nil 0.02))
    result))

(defvar published (make-hash-table :test #'equal)
  "How often the server has published diagnostics, by file.")

(advice-add 'eglot-handle-notification :after
            (lambda (_server method &rest parameters)
              (when (eq method 'textDocument/publishDiagnostics)
                (cl-incf (gethash (eglot--uri-to-path (plist-get parameters :uri)) published 0)))))

(defun problems ()
  "What flymake shows as errors and warnings of this buffer."
  (flymake-start)
  (cl-remove-if (lambda (diagnostic) (eq (flymake-diagnostic-type diagnostic) 'eglot-note)) (flymake-diagnostics)))

(defun problem-texts ()
  (mapconcat #'flymake-diagnostic-text (problems) "\n"))

(defun send-changes ()
  "Send what was typed: in batch mode the idle timer that does so never runs.
What was asked of the text before is answered first."
  (let ((server (eglot-current-server)))
    (when (and server (fboundp 'jsonrpc--request-continuations))
      (eventually (lambda () (zerop (hash-table-count (jsonrpc--request-continuations server)))))))
  (eglot--signal-textDocument/didChange))

(defun go-to (text)
  "Put point on the first place that holds TEXT."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun holds-in-order (text wanted)
  (let ((from 0))
    (cl-every (lambda (part)
                (let ((at (string-match-p (regexp-quote part) text from)))
                  (when at (setq from (+ at (length part))))))
              wanted)))

(defun hover (wanted)
  "Ask what eldoc shows at point until it shows all of WANTED in order; return that, or what came last as a list."
  (let (last)
    (or (eventually
         (lambda ()
           (let (answer)
             (eglot-hover-eldoc-function
              (lambda (text &rest _) (setq answer (list (and text (substring-no-properties text))))))
             (cl-loop repeat 100 until answer do (accept-process-output nil 0.02))
             (setq last (or (car answer) last))
             (and last (holds-in-order last wanted) last))))
        (list last))))

(defun report-hover (wanted what)
  "Check that a hover shows WANTED, and return its text."
  (let ((text (hover wanted)))
    (report (stringp text) what (and (consp text) (car text)))
    (if (consp text) (or (car text) "") text)))

(defun open (file)
  "Open FILE and wait for what the server says about it."
  (let ((path (file-truename file)))
    (switch-to-buffer (find-file-noselect file))
    (report (eq major-mode 'gin-mode) "a .gin file is in gin-mode" (symbol-name major-mode))
    (let ((eglot-sync-connect t))
      (apply #'eglot (eglot--guess-contact)))
    (eventually (lambda () (gethash path published)))
    (report (and (gethash path published) (null (problems)))
            "the experiment opens without problems" (problem-texts))))

(defun jump (text target file what)
  "Report whether the definition of the first TEXT is TARGET in FILE."
  (go-to text)
  (condition-case problem
      (xref-find-definitions (xref-backend-identifier-at-point (xref-find-backend)))
    (user-error (message "%s" (error-message-string problem))))
  (report (and (string-suffix-p file (or buffer-file-name "")) (looking-at-p (regexp-quote target))) what
          (format "%s:%d:%d" buffer-file-name (line-number-at-pos) (1+ (current-column)))))

(defun contents (file)
  (with-temp-buffer (insert-file-contents file) (buffer-string)))

(defun drive-trainer ()
  (let* ((file (expand-file-name "experiments/second.gin"))
         (on-disk (contents file)))
    (open file)

    (go-to "@make_lr_schedule()")
    (let ((text (report-hover expected "hover shows the six learning rates")))
      (report (string-match-p "second\\.gin:5" text) "hover names the line that set an input" text)
      (princ (indented text)))

    ;; Only typed: the file on disk stays as it is.
    (goto-char (point-max))
    (let ((typed-line (line-number-at-pos)))
      (insert "TrainerConfig.base_lrr = 1\n")
      (send-changes)
      (report (eventually
               (lambda ()
                 (cl-find-if (lambda (diagnostic)
                               (and (= (line-number-at-pos (flymake-diagnostic-beg diagnostic)) typed-line)
                                    (string-match-p "unknown-parameter" (flymake-diagnostic-text diagnostic))))
                             (problems))))
              "a misspelt parameter is marked as it is typed" (problem-texts))
      (goto-char (point-max))
      (forward-line -1)
      (delete-region (point) (point-max))
      (send-changes)
      (report (eventually (lambda () (null (problems)))) "the mark goes when the line goes" (problem-texts)))

    (go-to "1e-3")
    (delete-char (length "1e-3"))
    (insert "2e-3")
    (send-changes)
    (go-to "@make_lr_schedule()")
    (report-hover expected-after-edit "hover follows an unsaved edit")
    (report (equal on-disk (contents file)) "nothing was written")
    (jump "@make_lr_schedule()" "makeLRSchedule" "Schedule.swift" "definition jumps to the Swift function's name")
    (switch-to-buffer (find-buffer-visiting file))
    (drive-documents)))

(defun document-text ()
  "The text of the newest document of the server's that a window shows."
  (let ((buffer (cl-find-if (lambda (each) (buffer-local-value 'gin-document each)) (buffer-list))))
    (if (and buffer (get-buffer-window buffer)) (with-current-buffer buffer (buffer-string)) "")))

(defun report-document (wanted what)
  "Report whether a document comes to say WANTED."
  (report (eventually (lambda () (string-search wanted (document-text)))) what (document-text)))

(defun close-document ()
  (kill-buffer (cl-find-if (lambda (each) (buffer-local-value 'gin-document each)) (buffer-list))))

(defun drive-documents ()
  "The resolved config, differences and previews of the buffer, in which the rate is 2e-3."
  (let ((schedule (lambda (rates) (format "TrainerConfig.lr_schedule = [%s]" (string-join rates ", ")))))
    (gin-print)
    (report-document (funcall schedule expected-after-edit)
                     "the resolved config stands beside the file, unsaved edits included")
    (go-to "2e-3")
    (delete-char (length "2e-3"))
    (insert "1e-3")
    (send-changes)
    (report-document (funcall schedule expected) "it follows the typing")
    (report (equal (buffer-name) "second.gin") "the cursor stays in the file" (buffer-name))
    (close-document))
  (gin-diff)
  (report-document "TrainerConfig.lr_schedule, derived from TrainerConfig.base_lr" "a difference marks what is derived")
  (close-document)
  (gin-preview "TrainerConfig.base_lr = 2e-3")
  (report-document "+ 0.002  (this preview)" "a preview shows what another value would change")
  (close-document)
  (go-to "1e-3")
  (let (offered)
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt choices &rest _)
                 (setq offered (mapcar #'car choices))
                 (cl-find-if (lambda (title) (string-search "base_lr = 0.002" title)) offered))))
      ;; Without a key that was pressed eglot opens a menu of windows.
      (let ((last-nonmenu-event ?\r)) (eglot-code-actions (point) (point) nil t)))
    (report-document "+ 0.002  (this preview)" "an action on a number opens the preview")
    (report (equal (buffer-name) "second.gin") "the cursor stays there" (format "%S" offered)))
  (close-document)
  (cl-letf (((symbol-function 'completing-read)
             (let ((answers '("experiments/second.gin" "experiments/first.gin")))
               (lambda (_prompt choices &rest _) (and (member (car answers) choices) (pop answers))))))
    (let ((current-prefix-arg '(4))) (call-interactively #'gin-diff)))
  (report-document "+ 0.0003  (experiments/first.gin:3)" "any two experiments can be compared")
  (close-document))

(defun drive-gan ()
  (open (expand-file-name "experiments/digits.gin"))
  (go-to "%LATENT_SIZE")
  (report-hover '("100") "hover shows the value of a macro")
  (let ((experiment (current-buffer)))
    (jump "%LATENT_SIZE" "LATENT_SIZE" "configs/networks.gin" "definition of a macro jumps to its binding")
    (switch-to-buffer experiment)
    (jump "'networks.gin'" "# Two networks" "configs/networks.gin" "definition of an include jumps to the file")
    (switch-to-buffer experiment)
    (jump "@generator/dnn" "dnn(" "Networks.swift" "definition of a scoped reference jumps to the function's name")))

(defun drive-pretraining ()
  (open (expand-file-name "experiments/tiny.gin"))
  (go-to "@slow/warmup_cosine()")
  (report-hover slow-rates "hover shows what a Python function returns in its scope")

  ;; Only typed: without its scope the call has the rates of the training.
  (delete-char (length "@slow/"))
  (insert "@")
  (send-changes)
  (go-to "@warmup_cosine()")
  (report-hover warmup-rates "hover follows an unsaved edit")

  (go-to "warmup_cosine.warmup = 2")
  (end-of-line)
  (insert ".5")
  (send-changes)
  (go-to "warmup_cosine.warmup")
  (report (eventually (lambda () (string-match-p "evaluation-error" (problem-texts))))
          "a fraction that `range` refuses is marked as it is typed" (problem-texts))
  (end-of-line)
  (delete-char -2)
  (send-changes)
  (report (eventually (lambda () (null (problems)))) "the mark goes when the fraction goes" (problem-texts))
  (let ((root default-directory))
    (jump "warmup_cosine.warmup" "warmup" "schedules.py" "definition of a binding jumps to the Python parameter")
    (drive-experiments (expand-file-name "../configs/base.gin" root))))

(defun drive-experiments (shared)
  "Choose the experiment that the file SHARED is shown in."
  (switch-to-buffer (find-file-noselect shared))
  (eventually #'eglot-current-server)
  (eventually (lambda () (gethash (file-truename shared) published)))
  (let (offered)
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt choices &rest _) (setq offered choices) "long")))
      (gin-choose-experiment)
      (eventually (lambda () offered)))
    (report (member "long" (mapcar (lambda (each) (if (consp each) (car each) each)) offered))
            "choosing asks which experiment is meant" (format "%S" offered)))
  (go-to "steps = 4")
  (report-hover '("long (in view)" "12") "hover answers for the experiment in view"))

;; What is typed, completed and changed.

(defun lines-of (file)
  "The text of FILE as Emacs has it, saved or not."
  (let ((buffer (find-buffer-visiting (expand-file-name file))))
    (if buffer (with-current-buffer buffer (substring-no-properties (buffer-string))) "")))

(defun report-text (wanted file what)
  "Report whether FILE comes to hold WANTED."
  (report (eventually (lambda () (string-search wanted (lines-of file)))) what (lines-of file)))

(defun drive-editing ()
  (let ((root default-directory))
    (open (expand-file-name "experiments/tiny.gin"))
    (switch-to-buffer (find-file-noselect (expand-file-name "experiments/new.gin" root)))
    (insert "import pretraining.schedules\n\nAdam")
    (eventually (lambda () (eglot-current-server)))
    (send-changes)
    (eventually (lambda () (completion-at-point) (looking-back "AdamW\\." (line-beginning-position))))
    (let ((default-directory root))
      (report-text "AdamW." "experiments/new.gin" "completion writes a Python class")
      (report-text "import pretraining.schedules\nimport pretraining.optimizers\n" "experiments/new.gin"
                   "completion adds the import that the name needs"))

    (switch-to-buffer (find-buffer-visiting (expand-file-name "experiments/tiny.gin" root)))
    (go-to "6e-4")
    (eglot-code-actions (point) (point) "refactor.extract" t)
    (let ((default-directory root))
      (report-text "PEAK = 6e-4\nwarmup_cosine.peak = %PEAK" "experiments/tiny.gin" "an action extracts a macro"))
    (send-changes)
    (go-to "%PEAK")
    (eglot-code-actions (point) (point) "refactor.inline" t)
    (let ((default-directory root))
      (report-text "warmup_cosine.peak = 6e-4" "experiments/tiny.gin" "an action puts the value back in its place"))
    (send-changes)

    (go-to "warmup_cosine.warmup")
    (search-forward ".")
;; Emacs asks whether a file that is not open may be changed.
    (cl-letf (((symbol-function 'y-or-n-p) (lambda (&rest _) t)))
      (eglot-rename "ramp"))
    (let ((default-directory root))
      (report-text "warmup_cosine.ramp = 2" "experiments/tiny.gin" "a rename of a parameter changes the binding")
      (report-text "def warmup_cosine(peak, ramp=0, floor_ratio=0.0):" "src/pretraining/schedules.py"
                   "a rename of a parameter reaches the Python function")
      (report-text "for step in range(ramp)]" "src/pretraining/schedules.py"
                   "a rename of a parameter reaches its uses"))
    (send-changes)

    (goto-char (point-max))
    (insert "train.batch_size=8   # Small.\n")
    (send-changes)
    (eglot-format-buffer)
    (let ((default-directory root))
      (report-text "train.batch_size = 8  # Small." "experiments/tiny.gin" "formatting lays the file out"))))

(condition-case problem
    (funcall (intern (concat "drive-" workspace)))
  (error (report nil "the driver runs to its end" (error-message-string problem))))
(let ((server (car (apply #'append (hash-table-values eglot--servers-by-project)))))
  (when server (ignore-errors (eglot-shutdown server))))
(kill-emacs (if (zerop failures) 0 1))

// Which problems are listed? Those that the server tells when it is asked: of what is open after each change, of
// everything else when the workspace has been read, and when something was saved or changed on the disk.

const { CancellationTokenSource, languages, workspace } = require('vscode');
const convert = require('./convert');
const { serves } = require('./features');

const batchMilliseconds = 10;
const retryMilliseconds = 100;

class Problems {
  #ask;
  #shown = languages.createDiagnosticCollection('gimlet');
  #resultIDs = new Map();
  #pulls = new Map();
  #due = new Set();
  #isWorkspaceDue = false;
  #timer;
  #isEnded = false;

  constructor(ask) {
    this.#ask = ask;
  }

  dispose() {
    this.#isEnded = true;
    for (const { source } of this.#pulls.values()) source.cancel();
    clearTimeout(this.#timer);
    this.#shown.dispose();
  }

  /** Asks for the problems of an open document, after what else is changing now has been told. */
  pull(document, delay = batchMilliseconds) {
    this.#due.add(document);
    this.#pullAfter(delay);
  }

  /** Asks for all that is open, and for the rest of the workspace. */
  pullAll(delay = batchMilliseconds) {
    this.#isWorkspaceDue = true;
    this.#pullAfter(delay);
  }

  /** A document that was closed is one of the workspace again, or of nothing. */
  closed(document) {
    const uri = document.uri.toString();
    this.#pulls.get(uri)?.source.cancel();
    this.#pulls.delete(uri);
    this.#due.delete(document);
    this.#forget(uri);
    this.pullAll();
  }

  #pullAfter(delay) {
    if (!this.#isEnded) this.#timer ??= setTimeout(() => this.#pullWhatIsDue(), delay);
  }

  #pullWhatIsDue() {
    this.#timer = undefined;
    const [due, isWorkspaceDue] = [this.#due, this.#isWorkspaceDue];
    [this.#due, this.#isWorkspaceDue] = [new Set(), false];
    for (const document of isWorkspaceDue ? workspace.textDocuments.filter(serves) : due) this.#pullOpen(document);
    if (isWorkspaceDue) this.#pullWorkspace();
  }

  async #pullOpen(document) {
    const uri = document.uri.toString();
    const { version } = document;
    const last = this.#pulls.get(uri);
    // Nobody wants to know any more what was wrong with an older text.
    if (last && last.version !== version) last.source.cancel();
    const pull = { version, source: new CancellationTokenSource() };
    this.#pulls.set(uri, pull);
    const isNewest = () => this.#pulls.get(uri) === pull;
    try {
      const params = { ...convert.document(document), identifier: 'gimlet',
        previousResultId: this.#resultIDs.get(uri) };
      const report = await this.#ask('textDocument/diagnostic', params, pull.source.token);
      if (isNewest() && document.version === version) this.#show(uri, report);
    } catch {
      // It was overtaken: by a key, which asks anew, or by something else.
      if (isNewest()) this.pull(document, retryMilliseconds);
    } finally {
      if (isNewest()) this.#pulls.delete(uri);
      pull.source.dispose();
    }
  }

  async #pullWorkspace() {
    const previousResultIds = [...this.#resultIDs].map(([uri, value]) => ({ uri, value }));
    try {
      const answer = await this.#ask('workspace/diagnostic', { identifier: 'gimlet', previousResultIds });
      // What is open is asked for by itself, and newer.
      const open = new Set(workspace.textDocuments.filter(serves).map(({ uri }) => uri.toString()));
      const reports = (answer?.items ?? []).filter(({ uri }) => !open.has(uri));
      for (const report of reports) this.#show(report.uri, report);
      // What is told of no more is gone.
      const told = new Set(reports.map(({ uri }) => uri));
      for (const uri of this.#resultIDs.keys()) if (!open.has(uri) && !told.has(uri)) this.#forget(uri);
    } catch {
      this.pullAll(retryMilliseconds);
    }
  }

  #show(uri, report) {
    if (!report) return;
    this.#resultIDs.set(uri, report.resultId);
    if (report.kind === 'full') this.#shown.set(convert.uri(uri), report.items.map(convert.diagnostic));
  }

  #forget(uri) {
    this.#resultIDs.delete(uri);
    this.#shown.delete(convert.uri(uri));
  }
}

module.exports = { Problems };

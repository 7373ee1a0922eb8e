// What does VS Code offer to an extension? As much of it as ours uses, over real files and without windows.
//
// A name that is not here throws, and so does an argument of a wrong type: VS Code would refuse it or show nothing.
// What a person does is done by `person`; what VS Code would show is kept in `shown`.

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');

const manifest = JSON.parse(fs.readFileSync(path.join(__dirname, '../../editors/vscode/package.json'), 'utf8'));

/** An object whose absent members are mistakes. */
const strict = (name, members) =>
  new Proxy(members, {
    get(target, key) {
      // A promise looks for `then` on whatever it is given.
      if (key in target || typeof key === 'symbol' || key === 'then') return target[key];
      throw new Error(`VS Code's stub has no ${name}.${key}`);
    },
  });

// Values.

class Position {
  constructor(line, character) {
    assert([line, character].every((each) => Number.isInteger(each) && each >= 0), `${line}:${character}`);
    Object.assign(this, { line, character });
  }
}

class Range {
  constructor(start, end) {
    assert(start instanceof Position && end instanceof Position);
    Object.assign(this, { start, end });
  }
}

class Uri {
  static parse(text) {
    const [, scheme, authority, place] = /^([a-z-]+):(?:\/\/([^/]*))?(.*)$/s.exec(text);
    return Object.assign(new Uri(), { scheme, authority: authority ?? '', path: decodeURIComponent(place) });
  }

  static file(place) {
    return Object.assign(new Uri(), { scheme: 'file', authority: '', path: place });
  }

  get fsPath() {
    return this.path;
  }

  // VS Code leaves less as it is than others do.
  toString() {
    const encoded = this.path.split('/').map(encodeURIComponent).join('/').replace(/[!'()*]/g, percent);
    return `${this.scheme}://${this.authority}${encoded}`;
  }
}

const percent = (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** A class whose constructor takes `fields`, each with what it has to be. */
const record = (name, fields) => {
  const kinds = Object.entries(fields);
  return {
    [name]: class {
      constructor(...values) {
        assert(values.length <= kinds.length, `${name} takes ${kinds.length} arguments`);
        kinds.forEach(([field, fits], index) => {
          assert(fits(values[index]), `${name}.${field} cannot be ${JSON.stringify(values[index])}`);
          this[field] = values[index];
        });
      }
    },
  }[name];
};

const is = (kind) => (value) => value instanceof kind;
const text = (value) => typeof value === 'string';
const number = Number.isInteger;
const upTo = (most) => (value) => Number.isInteger(value) && value >= 0 && value <= most;
const optional = (fits) => (value) => value === undefined || fits(value);
const either = (...choices) => (value) => choices.some((fits) => fits(value));
const listOf = (fits) => (value) => Array.isArray(value) && value.every(fits);
const numbers = is(Uint32Array);
const symbolKind = upTo(25);

const Location = record('Location', { uri: is(Uri), range: is(Range) });
const MarkdownString = record('MarkdownString', { value: text });
const documentation = optional(either(text, is(MarkdownString)));
const SnippetString = record('SnippetString', { value: text });
const Hover = record('Hover', { contents: documentation, range: optional(is(Range)) });
const CompletionItem = record('CompletionItem', { label: text, kind: upTo(26) });
const CompletionList = record('CompletionList', {
  items: listOf(is(CompletionItem)), isIncomplete: (value) => typeof value === 'boolean',
});
const ParameterInformation = record('ParameterInformation', { label: either(text, listOf(number)), documentation });
const SignatureInformation = record('SignatureInformation', { label: text, documentation });
const SignatureHelp = record('SignatureHelp', {});
const DocumentHighlight = record('DocumentHighlight', { range: is(Range), kind: optional(upTo(2)) });
const DocumentSymbol = record('DocumentSymbol', {
  name: text, detail: text, kind: symbolKind, range: is(Range), selectionRange: is(Range),
});
const SymbolInformation = record('SymbolInformation', {
  name: text, kind: symbolKind, containerName: text, location: is(Location),
});
const FoldingRange = record('FoldingRange', { start: number, end: number, kind: optional(upTo(3)) });
const SelectionRange = record('SelectionRange', { range: is(Range), parent: optional(() => true) });
const DocumentLink = record('DocumentLink', { range: is(Range), target: optional(is(Uri)) });
const InlayHint = record('InlayHint', { position: is(Position), label: text, kind: optional(upTo(2)) });
const command = ({ title, command: name }) => text(title) && text(name);
const CodeLens = record('CodeLens', { range: is(Range), command: optional(command) });
const Diagnostic = record('Diagnostic', { range: is(Range), message: text, severity: upTo(3) });
const DiagnosticRelatedInformation = record('DiagnosticRelatedInformation', { location: is(Location), message: text });
const SemanticTokensLegend = record('SemanticTokensLegend', { tokenTypes: listOf(text), tokenModifiers: listOf(text) });
const SemanticTokens = record('SemanticTokens', { data: numbers, resultId: optional(text) });
const SemanticTokensEdit = record('SemanticTokensEdit', {
  start: number, deleteCount: number, data: optional(numbers),
});
const SemanticTokensEdits = record('SemanticTokensEdits', {
  edits: listOf(is(SemanticTokensEdit)), resultId: optional(text),
});
const placeFields = { uri: is(Uri), range: is(Range), selectionRange: is(Range) };
const hierarchyItem = (name) => record(name, { kind: symbolKind, name: text, detail: text, ...placeFields });
const CallHierarchyItem = hierarchyItem('CallHierarchyItem');
const TypeHierarchyItem = hierarchyItem('TypeHierarchyItem');
const call = (name, item) => record(name, { [item]: is(CallHierarchyItem), fromRanges: listOf(is(Range)) });
const CallHierarchyIncomingCall = call('CallHierarchyIncomingCall', 'from');
const CallHierarchyOutgoingCall = call('CallHierarchyOutgoingCall', 'to');
const RelativePattern = record('RelativePattern', { base: either(text, is(Uri)), pattern: text });

class CodeActionKind {
  static Empty = new CodeActionKind('');

  constructor(value) {
    this.value = value;
  }

  append(part) {
    assert(text(part) && part);
    return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  }
}

const CodeAction = record('CodeAction', { title: text, kind: optional(is(CodeActionKind)) });

class TextEdit extends record('TextEdit', { range: is(Range), newText: text }) {
  static replace(range, newText) {
    return new TextEdit(range, newText);
  }
}

class WorkspaceEdit {
  files = new Map();

  set(uri, edits) {
    assert(uri instanceof Uri && edits.every((edit) => edit instanceof TextEdit));
    this.files.set(uri.toString(), edits);
  }
}

class CancellationError extends Error {}

class EventEmitter {
  #listeners = new Set();

  event = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(value) {
    for (const listener of [...this.#listeners]) listener(value);
  }
}

class CancellationTokenSource {
  #cancelled = new EventEmitter();
  token = { isCancellationRequested: false, onCancellationRequested: this.#cancelled.event };

  cancel() {
    this.token.isCancellationRequested = true;
    this.#cancelled.fire();
  }

  dispose() {}
}

// Documents.

const languageIDs = { '.gin': 'gin', '.swift': 'swift', '.py': 'python', '.diff': 'diff' };

class TextDocument {
  version = 1;
  isClosed = false;
  #text;

  constructor(uri, content) {
    this.uri = uri;
    this.languageId = languageIDs[path.extname(uri.path)] ?? 'plaintext';
    this.#text = content;
  }

  getText() {
    return this.#text;
  }

  /** The place of the first `words`, and `shift` characters behind it. */
  find(words, shift = 0) {
    const offset = this.#text.indexOf(words);
    assert(offset >= 0, `${words} is not in ${this.uri}`);
    const before = this.#text.slice(0, offset + shift).split('\n');
    return new Position(before.length - 1, before.at(-1).length);
  }

  textIn({ start, end }) {
    return this.#text.slice(this.#offset(start), this.#offset(end));
  }

  #offset({ line, character }) {
    const lines = this.#text.split('\n');
    return lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  }

  /** Edits of one text, none of which sees another. */
  edit(edits) {
    const behindFirst = [...edits].sort((a, b) => this.#offset(b.range.start) - this.#offset(a.range.start));
    for (const { range, newText } of behindFirst) {
      const [start, end] = [this.#offset(range.start), this.#offset(range.end)];
      this.#text = this.#text.slice(0, start) + newText + this.#text.slice(end);
    }
    this.version += 1;
    const contentChanges = behindFirst.map(({ range, newText }) => ({ range, text: newText }));
    events.onDidChangeTextDocument.fire({ document: this, contentChanges });
  }

  replaceAll(content) {
    this.#text = content;
    this.version += 1;
  }
}

const emitters = (...names) => Object.fromEntries(names.map((name) => [name, new EventEmitter()]));
const events = emitters(
  'onDidOpenTextDocument', 'onDidChangeTextDocument', 'onDidSaveTextDocument', 'onDidCloseTextDocument',
  'onWillRenameFiles', 'onDidRenameFiles', 'onDidCreateFiles', 'onDidDeleteFiles', 'onDidChangeWorkspaceFolders',
  'onDidChangeConfiguration',
);
const subscriptions = Object.fromEntries(Object.entries(events).map(([name, emitter]) => [name, emitter.event]));

const folders = [{ uri: Uri.file(process.cwd()), name: path.basename(process.cwd()), index: 0 }];
const textDocuments = [];
const watchers = new Set();
const contentProviders = new Map();
const registered = new Map();
const commandHandlers = new Map();
const set = {};
const shown = { diagnostics: new Map(), messages: [], documents: [], questions: [], progress: [], log: '' };

/** The answers that a person gives to questions, in their order. */
const answers = [];
const answer = (question) => {
  shown.questions.push(question);
  assert(answers.length > 0, `nobody answers ${JSON.stringify(question)}`);
  return answers.shift();
};

const defaults = Object.entries(manifest.contributes.configuration.properties);

/** Dotted keys as nested objects, as VS Code has them. */
const configuration = (section) => {
  const values = {};
  for (const [key, { default: standard, type }] of defaults) {
    const value = set[key] ?? standard ?? (type === 'array' ? [] : undefined);
    const names = key.slice(section.length + 1).split('.');
    const last = names.pop();
    names.reduce((inner, name) => (inner[name] ??= {}), values)[last] = value;
  }
  return { ...values, get: (key) => values[key] };
};

const readVirtual = (uri) => contentProviders.get(uri.scheme).provideTextDocumentContent(uri);

const openDocument = async (uri) => {
  const known = textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (known) return known;
  const content = uri.scheme === 'file' ? fs.readFileSync(uri.fsPath, 'utf8') : await readVirtual(uri);
  const document = new TextDocument(uri, content);
  textDocuments.push(document);
  events.onDidOpenTextDocument.fire(document);
  return document;
};

const workspace = strict('workspace', {
  ...subscriptions,
  textDocuments,
  workspaceFolders: folders,
  getConfiguration: configuration,
  applyEdit: async (edit) => {
    assert(edit instanceof WorkspaceEdit);
    for (const [uri, edits] of edit.files) (await openDocument(Uri.parse(uri))).edit(edits);
    return true;
  },
  registerTextDocumentContentProvider: (scheme, provider) => {
    contentProviders.set(scheme, provider);
    provider.onDidChange(async (uri) => {
      const document = textDocuments.find((each) => each.uri.toString() === uri.toString());
      if (document) document.replaceAll(await readVirtual(uri));
    });
    return { dispose: () => contentProviders.delete(scheme) };
  },
  createFileSystemWatcher: (pattern) => {
    assert(either(text, is(RelativePattern))(pattern));
    const told = emitters('onDidCreate', 'onDidChange', 'onDidDelete');
    const watcher = { pattern, ...told };
    watchers.add(watcher);
    const { onDidCreate, onDidChange, onDidDelete } = told;
    return strict('FileSystemWatcher', {
      onDidCreate: onDidCreate.event, onDidChange: onDidChange.event, onDidDelete: onDidDelete.event,
      dispose: () => watchers.delete(watcher),
    });
  },
});

const message = (kind) => async (words, ...buttons) => {
  shown.messages.push(`${kind}: ${words}`);
  return buttons.length > 0 ? answer({ words, buttons }) : undefined;
};

const windowMembers = {
  activeTextEditor: undefined,
  get visibleTextEditors() {
    return textDocuments.map((document) => ({ document }));
  },
  createOutputChannel: () => ({
    append: (words) => void (shown.log += words),
    appendLine: (words) => void (shown.log += `${words}\n`),
    dispose: () => {},
  }),
  showErrorMessage: message('error'),
  showWarningMessage: message('warning'),
  showInformationMessage: message('information'),
  showQuickPick: async (items, options) => answer({ items, ...options }),
  showInputBox: async (options) => answer(options),
  showTextDocument: async (uri, options) => {
    assert(uri instanceof Uri);
    const document = await openDocument(uri);
    shown.documents.push({ document, options });
    if (!options.preserveFocus) windowMembers.activeTextEditor = { document };
    return { document };
  },
  withProgress: async ({ location, title }, task) => {
    assert(location === 10);
    shown.progress.push(title);
    await task({ report: () => {} });
    shown.progress.push(`${title}: done`);
  },
};

const commands = strict('commands', {
  registerCommand: (name, handler) => {
    assert(!commandHandlers.has(name), `${name} is registered twice`);
    commandHandlers.set(name, handler);
    return { dispose: () => commandHandlers.delete(name) };
  },
  executeCommand: async (name, ...args) => {
    assert(commandHandlers.has(name), `${name} is no command`);
    return commandHandlers.get(name)(...args);
  },
});

const registering = (name, { global = false } = {}) => (...args) => {
  const selector = global ? [] : args.shift();
  const [provider, ...rest] = args;
  const entry = { languages: selector.map(({ language }) => language), provider, rest };
  registered.set(name, entry);
  return { dispose: () => registered.get(name) === entry && registered.delete(name) };
};

const kinds = [
  'HoverProvider', 'DefinitionProvider', 'DeclarationProvider', 'TypeDefinitionProvider', 'ImplementationProvider',
  'ReferenceProvider', 'DocumentHighlightProvider', 'DocumentSymbolProvider', 'FoldingRangeProvider',
  'SelectionRangeProvider', 'DocumentLinkProvider', 'CallHierarchyProvider', 'TypeHierarchyProvider', 'RenameProvider',
  'InlayHintsProvider', 'CodeLensProvider', 'DocumentFormattingEditProvider', 'DocumentRangeFormattingEditProvider',
  'OnTypeFormattingEditProvider', 'CompletionItemProvider', 'SignatureHelpProvider', 'CodeActionsProvider',
  'DocumentSemanticTokensProvider', 'DocumentRangeSemanticTokensProvider',
];

const languages = strict('languages', {
  ...Object.fromEntries(kinds.map((kind) => [`register${kind}`, registering(kind)])),
  registerWorkspaceSymbolProvider: registering('WorkspaceSymbolProvider', { global: true }),
  createDiagnosticCollection: () => ({
    set: (uri, diagnostics) => {
      assert(diagnostics.every((diagnostic) => diagnostic instanceof Diagnostic));
      shown.diagnostics.set(uri.toString(), diagnostics);
    },
    delete: (uri) => shown.diagnostics.delete(uri.toString()),
    dispose: () => shown.diagnostics.clear(),
  }),
});

// What a person does.

const person = {
  answers,
  /** Opens a file and looks at it. */
  open: async (file) => {
    const document = await openDocument(Uri.file(path.resolve(file)));
    windowMembers.activeTextEditor = { document };
    return document;
  },
  /** Puts `written` where the first `words` are. */
  type: (document, words, written) => {
    const range = new Range(document.find(words), document.find(words, words.length));
    document.edit([new TextEdit(range, written)]);
  },
  save: (document) => {
    fs.writeFileSync(document.uri.fsPath, document.getText());
    events.onDidSaveTextDocument.fire(document);
  },
  /** Makes an empty file in the explorer. */
  create: (file) => {
    const uri = Uri.file(path.resolve(file));
    fs.writeFileSync(uri.fsPath, '');
    events.onDidCreateFiles.fire({ files: [uri] });
    tellWatchers('onDidCreate', uri);
  },
  delete: (file) => {
    const uri = Uri.file(path.resolve(file));
    fs.rmSync(uri.fsPath);
    events.onDidDeleteFiles.fire({ files: [uri] });
    tellWatchers('onDidDelete', uri);
  },
  addFolder: (file) => {
    const folder = { uri: Uri.file(path.resolve(file)), name: path.basename(file), index: folders.length };
    folders.push(folder);
    events.onDidChangeWorkspaceFolders.fire({ added: [folder], removed: [] });
  },
  close: (document) => {
    textDocuments.splice(textDocuments.indexOf(document), 1);
    document.isClosed = true;
    events.onDidCloseTextDocument.fire(document);
  },
  /** Renames a file in the explorer; what is to be changed for it comes first. */
  rename: async (from, to) => {
    const pair = { oldUri: Uri.file(path.resolve(from)), newUri: Uri.file(path.resolve(to)) };
    const waits = [];
    const { token } = new CancellationTokenSource();
    events.onWillRenameFiles.fire({ files: [pair], token, waitUntil: (promise) => waits.push(promise) });
    const edits = (await Promise.all(waits)).filter(Boolean);
    return { edits, finish: () => finishRename(pair) };
  },
  /** Another program changes a file. */
  changeOnDisk: (file, content) => {
    const kind = fs.existsSync(file) ? 'onDidChange' : 'onDidCreate';
    fs.writeFileSync(file, content);
    tellWatchers(kind, Uri.file(path.resolve(file)));
  },
  set: (key, value) => {
    assert(manifest.contributes.configuration.properties[key], `${key} is no setting`);
    set[key] = value;
    const affectsConfiguration = (section) => key === section || key.startsWith(`${section}.`);
    events.onDidChangeConfiguration.fire({ affectsConfiguration });
  },
  run: (command, ...args) => commands.executeCommand(command, ...args),
  /** What the extension answers when VS Code asks it. */
  ask: (kind, method, ...args) => {
    assert(registered.has(kind), `no ${kind} is registered`);
    const { provider } = registered.get(kind);
    const cancellation = new CancellationTokenSource();
    return provider[method](...args, ...(method.startsWith('provideCompletion') ? [] : [cancellation.token]));
  },
};

const tellWatchers = (kind, uri) => {
  const pattern = `**/*${path.extname(uri.path)}`;
  for (const watcher of watchers) if (watcher.pattern === pattern) watcher[kind].fire(uri);
};

const finishRename = ({ oldUri, newUri }) => {
  fs.renameSync(oldUri.fsPath, newUri.fsPath);
  events.onDidRenameFiles.fire({ files: [{ oldUri, newUri }] });
  tellWatchers('onDidDelete', oldUri);
  tellWatchers('onDidCreate', newUri);
};

exports.api = strict('vscode', {
  CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall, CancellationError, CancellationTokenSource,
  CodeAction, CodeActionKind, CodeLens, CompletionItem, CompletionList, Diagnostic, DiagnosticRelatedInformation,
  DocumentHighlight, DocumentLink, DocumentSymbol, EventEmitter, FoldingRange,
  FoldingRangeKind: strict('FoldingRangeKind', { Comment: 1, Imports: 2, Region: 3 }),
  Hover, InlayHint, Location, MarkdownString, ParameterInformation, Position,
  ProgressLocation: strict('ProgressLocation', { SourceControl: 1, Window: 10, Notification: 15 }),
  Range, RelativePattern, SelectionRange, SemanticTokens, SemanticTokensEdit, SemanticTokensEdits,
  SemanticTokensLegend, SignatureHelp, SignatureInformation, SnippetString, SymbolInformation, TextEdit,
  TypeHierarchyItem, Uri, ViewColumn: strict('ViewColumn', { Active: -1, Beside: -2 }), WorkspaceEdit,
  commands, env: { appName: 'Visual Studio Code' }, languages, version: '1.82.0',
  window: strict('window', windowMembers), workspace,
});
Object.assign(exports, { manifest, person, registered, shown, commandHandlers, textDocuments, watchers });

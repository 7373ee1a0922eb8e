// What does the server hear of files? Each edit of an open one, and what happens to the others on the disk.

const { RelativePattern, Uri, workspace } = require('vscode');
const convert = require('./convert');
const { serves } = require('./features');

const fileChange = { created: 1, changed: 2, deleted: 3 };
const batchMilliseconds = 20;

const versioned = (document) => ({ uri: document.uri.toString(), version: document.version });

const open = (connection, document) =>
  connection.notify('textDocument/didOpen', {
    textDocument: { ...versioned(document), languageId: document.languageId, text: document.getText() },
  });

/**
 * Tells the server of what is open, and keeps it told.
 * @param problems Asked for after each change.
 * @returns What ends it.
 */
exports.follow = (connection, problems) => {
  const change = ({ document, contentChanges }) => {
    // VS Code also tells that a document has been saved or is no longer.
    if (!serves(document) || contentChanges.length === 0) return;
    connection.notify('textDocument/didChange', {
      textDocument: versioned(document),
      contentChanges: contentChanges.map(({ range, text }) => ({ range: convert.toRange(range), text })),
    });
    problems.pull(document);
  };
  const opened = (document) => {
    // The server's own documents are not its business.
    if (!serves(document)) return;
    open(connection, document);
    problems.pull(document);
  };
  const saved = (document) => {
    if (!serves(document)) return;
    connection.notify('textDocument/didSave', convert.document(document));
    problems.pullAll();
  };
  const closed = (document) => {
    if (serves(document)) {
      connection.notify('textDocument/didClose', convert.document(document));
      problems.closed(document);
    } else if (document.uri.scheme === 'gimlet') {
      connection.notify('textDocument/didClose', convert.document(document));
    }
  };
  workspace.textDocuments.forEach(opened);
  return [
    workspace.onDidOpenTextDocument(opened),
    workspace.onDidChangeTextDocument(change),
    workspace.onDidSaveTextDocument(saved),
    workspace.onDidCloseTextDocument(closed),
  ];
};

const folder = ({ uri, name }) => ({ uri: uri.toString(), name });
const files = (uris) => ({ files: uris.map((uri) => ({ uri: uri.toString() })) });
const renames = (pairs) => ({
  files: pairs.map(({ oldUri, newUri }) => ({ oldUri: oldUri.toString(), newUri: newUri.toString() })),
});

/** Tells the server of files that are made, renamed and deleted in the editor, and of folders. */
exports.followFiles = (connection, ask) => [
  workspace.onWillRenameFiles((event) =>
    event.waitUntil(ask('workspace/willRenameFiles', renames(event.files), event.token, convert.workspaceEdit)),
  ),
  workspace.onDidRenameFiles((event) => connection.notify('workspace/didRenameFiles', renames(event.files))),
  workspace.onDidCreateFiles((event) => connection.notify('workspace/didCreateFiles', files(event.files))),
  workspace.onDidDeleteFiles((event) => connection.notify('workspace/didDeleteFiles', files(event.files))),
  workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
    connection.notify('workspace/didChangeWorkspaceFolders', {
      event: { added: added.map(folder), removed: removed.map(folder) },
    }),
  ),
];

/**
 * Watches the files that the server named.
 * @param changed Called after the server was told.
 */
exports.watch = (connection, { watchers }, changed) => {
  let changes = [];
  let timer;
  const tell = () => {
    timer = undefined;
    connection.notify('workspace/didChangeWatchedFiles', { changes });
    changes = [];
    changed();
  };
  // A checkout changes many files at once.
  const note = (type) => (uri) => {
    changes.push({ uri: uri.toString(), type });
    timer ??= setTimeout(tell, batchMilliseconds);
  };
  const started = watchers.map(({ globPattern }) => {
    const { baseUri, pattern } = globPattern;
    const glob = pattern ? new RelativePattern(Uri.parse(baseUri.uri ?? baseUri), pattern) : globPattern;
    const watcher = workspace.createFileSystemWatcher(glob);
    watcher.onDidCreate(note(fileChange.created));
    watcher.onDidChange(note(fileChange.changed));
    watcher.onDidDelete(note(fileChange.deleted));
    return watcher;
  });
  return { dispose: () => [...started, { dispose: () => clearTimeout(timer) }].forEach((part) => part.dispose()) };
};

exports.folder = folder;

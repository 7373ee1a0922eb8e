// What does the server ask of VS Code? To show, to choose, to watch, and to ask again.

const { ProgressLocation, Uri, ViewColumn, window, workspace } = require('vscode');
const convert = require('./convert');
const documents = require('./documents');

const levels = { 1: 'Error', 2: 'Warning' };

/**
 * @param log An output channel.
 * @param problems What is pulled anew when the server says so.
 * @param refreshed An emitter for each kind of answer that may become old, and `documents`.
 * @param settings Returns what the person has set.
 * @param running Whatever is to be disposed of when the server ends.
 */
exports.answerServer = (connection, { log, problems, refreshed, settings, running }) => {
  const refresh = (emitter) => () => void emitter.fire();
  connection.onRequest('workspace/codeLens/refresh', refresh(refreshed.codeLens));
  connection.onRequest('workspace/inlayHint/refresh', refresh(refreshed.inlayHint));
  connection.onRequest('workspace/semanticTokens/refresh', refresh(refreshed.semanticTokens));
  connection.onRequest('workspace/diagnostic/refresh', () => void problems.pullAll());
  connection.onRequest('workspace/textDocumentContent/refresh', ({ uri }) => refreshed.documents.fire(Uri.parse(uri)));
  connection.onRequest('workspace/configuration', ({ items }) =>
    items.map(({ section }) => (section === 'gimlet' ? settings() : null)),
  );
  connection.onRequest('workspace/applyEdit', async ({ edit }) => ({
    applied: await workspace.applyEdit(convert.workspaceEdit(edit)),
  }));
  connection.onRequest('window/showDocument', showDocument);
  connection.onRequest('window/showMessageRequest', choose);
  connection.onNotification('window/showMessage', ({ type, message }) =>
    window[`show${levels[type] ?? 'Information'}Message`](message),
  );
  connection.onNotification('window/logMessage', ({ message }) => log.appendLine(message));
  // Each time that the server has read what there is.
  followProgress(connection, () => problems.pullAll());
  followRegistrations(connection, problems, running);
};

/** What the server writes is opened beside the config, and the cursor stays where it is. */
const showDocument = async ({ uri, selection, takeFocus }) => {
  const place = Uri.parse(uri);
  const options =
    place.scheme === 'gimlet'
      ? { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true }
      : { preserveFocus: !takeFocus, selection: selection && convert.range(selection) };
  await window.showTextDocument(place, options);
  return { success: true };
};

/** A short list stands in the message; a long one needs a list of its own. */
const choose = async ({ message, actions = [] }) => {
  const titles = actions.map(({ title }) => title);
  const chosen = await window.showQuickPick(titles, { placeHolder: message });
  return chosen === undefined ? null : { title: chosen };
};

const followProgress = (connection, ended) => {
  const shown = new Map();
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.onNotification('$/progress', ({ token, value }) => {
    if (value.kind === 'begin') {
      const work = ({ report }) => new Promise((end) => shown.set(token, { report, end }));
      window.withProgress({ location: ProgressLocation.Window, title: value.title }, (progress) =>
        work({ report: (step) => progress.report(step) }),
      );
    } else if (value.kind === 'report') {
      shown.get(token)?.report({ message: value.message });
    } else if (value.kind === 'end') {
      shown.get(token)?.end();
      shown.delete(token);
      ended();
    }
  });
};

/** Only the watching of files is registered: the client says so by its capabilities. */
const followRegistrations = (connection, problems, running) => {
  const registered = new Map();
  connection.onRequest('client/registerCapability', ({ registrations }) => {
    for (const { id, method, registerOptions } of registrations) {
      if (method !== 'workspace/didChangeWatchedFiles') continue;
      registered.set(id, documents.watch(connection, registerOptions, () => problems.pullAll()));
      running.push(registered.get(id));
    }
  });
  connection.onRequest('client/unregisterCapability', ({ unregisterations }) => {
    for (const { id } of unregisterations) registered.get(id)?.dispose();
  });
};

// How does VS Code start Gimlet? One client for .gin files and the code that they configure, and the documents that are
// no files: resolved configs, differences and previews.
const { EventEmitter, Position, Uri, ViewColumn, commands, window, workspace } = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

// Nothing in LSP says whether a client shows images in hovers; VS Code does.
const initializationOptions = { gimlet: { hoverImages: true } };

// What the server writes is opened beside the config, and the cursor stays where it is.
const showDocument = async (params, next) => {
  const uri = Uri.parse(params.uri);
  if (uri.scheme !== 'gimlet') return next(params);
  await window.showTextDocument(uri, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: true });
  return { success: true };
};

// References are shown by VS Code's own list.
const executeCommand = async (command, args, next) => {
  if (command !== 'gimlet.showReferences') return next(command, args);
  const uri = Uri.parse(args[0]);
  const position = new Position(args[1].line, args[1].character);
  const places = await commands.executeCommand('vscode.executeReferenceProvider', uri, position);
  return commands.executeCommand('editor.action.showReferences', uri, position, places);
};

const ofActiveFile = (command, ask) => async () => {
  const uri = window.activeTextEditor?.document.uri.toString();
  if (!uri) return;
  const more = ask ? await ask() : [];
  if (more) await commands.executeCommand(command, uri, ...more);
};

const askForBinding = async () => {
  const binding = await window.showInputBox({ prompt: 'A binding to try', placeHolder: 'TrainerConfig.base_lr = 2e-3' });
  return binding && [binding];
};

exports.activate = async (context) => {
  const [command, ...args] = workspace.getConfiguration('gimlet').get('command');
  client = new LanguageClient(
    'gimlet',
    'Gimlet',
    { command, args },
    {
      documentSelector: ['gin', 'swift', 'python'].map((language) => ({ scheme: 'file', language })),
      initializationOptions,
      middleware: { executeCommand, window: { showDocument } },
    },
  );
  const changed = new EventEmitter();
  context.subscriptions.push(
    changed,
    workspace.registerTextDocumentContentProvider('gimlet', {
      onDidChange: changed.event,
      provideTextDocumentContent: async (uri) =>
        (await client.sendRequest('workspace/textDocumentContent', { uri: uri.toString() })).text,
    }),
    commands.registerCommand('gimlet.openResolved', ofActiveFile('gimlet.print')),
    commands.registerCommand('gimlet.openDifference', ofActiveFile('gimlet.diff')),
    commands.registerCommand('gimlet.tryBinding', ofActiveFile('gimlet.preview', askForBinding)),
    commands.registerCommand('gimlet.choose', ofActiveFile('gimlet.chooseExperiment')),
  );
  client.onRequest('workspace/textDocumentContent/refresh', ({ uri }) => {
    changed.fire(Uri.parse(uri));
    return null;
  });
  await client.start();
};

exports.deactivate = () => client?.stop();

// How does VS Code start Gimlet? One client for .gin files and the code that they configure, and the documents that are
// no files: resolved configs, differences and previews.

const { Uri, commands, window, workspace } = require('vscode');
const { Client } = require('./client');
const convert = require('./convert');

let client;

/** References are shown by VS Code's own list; all else the server does. */
const runCommand = async (name, args, send) => {
  try {
    if (name === 'gimlet.showReferences') await showReferences(args);
    else return await send(args);
  } catch (problem) {
    window.showWarningMessage(problem.message);
  }
};

const showReferences = async ([document, place]) => {
  const uri = Uri.parse(document);
  const position = convert.position(place);
  const places = await commands.executeCommand('vscode.executeReferenceProvider', uri, position);
  await commands.executeCommand('editor.action.showReferences', uri, position, places);
};

/** Where a document of ours has the focus, the config beside it is meant. */
const ofActiveFile = (command, ask) => async () => {
  const editors = [window.activeTextEditor, ...window.visibleTextEditors];
  const uri = editors.find((editor) => editor && editor.document.uri.scheme !== 'gimlet')?.document.uri.toString();
  if (!uri) return;
  const more = ask ? await ask(uri) : [];
  if (more) await commands.executeCommand(command, uri, ...more);
};

const askForExperiments = async (uri) => {
  const names = (await commands.executeCommand('gimlet.experiments', uri)) ?? [];
  const left = await window.showQuickPick(names, { placeHolder: 'Compare' });
  const right = left && (await window.showQuickPick(names, { placeHolder: `${left} with` }));
  return right && [left, right];
};

const askForBinding = async () => {
  const binding = await window.showInputBox({ prompt: 'A binding to try',
    placeHolder: 'TrainerConfig.base_lr = 2e-3' });
  return binding && [binding];
};

const settingsChanged = async (event) => {
  if (event.affectsConfiguration('gimlet.command')) await client.restart();
  else if (event.affectsConfiguration('gimlet')) client.settingsChanged();
};

exports.activate = async (context) => {
  const log = window.createOutputChannel('Gimlet');
  client = new Client(log, runCommand);
  context.subscriptions.push(
    log,
    workspace.registerTextDocumentContentProvider('gimlet', {
      onDidChange: client.onDidChangeDocument,
      provideTextDocumentContent: (uri) =>
        client.ask('workspace/textDocumentContent', { uri: uri.toString() }, undefined, ({ text }) => text),
    }),
    workspace.onDidChangeConfiguration(settingsChanged),
    commands.registerCommand('gimlet.openResolved', ofActiveFile('gimlet.print')),
    commands.registerCommand('gimlet.openDifference', ofActiveFile('gimlet.diff')),
    commands.registerCommand('gimlet.compareTwo', ofActiveFile('gimlet.diff', askForExperiments)),
    commands.registerCommand('gimlet.tryBinding', ofActiveFile('gimlet.preview', askForBinding)),
    commands.registerCommand('gimlet.choose', ofActiveFile('gimlet.chooseExperiment')),
    commands.registerCommand('gimlet.restart', () => client.restart()),
  );
  await client.start();
};

exports.deactivate = () => client?.stop();

// How does VS Code start Gimlet? One client for .gin files and the code that they configure.
const { workspace } = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

exports.activate = async () => {
  const [command, ...args] = workspace.getConfiguration('gimlet').get('command');
  client = new LanguageClient(
    'gimlet',
    'Gimlet',
    { command, args },
    {
      documentSelector: ['gin', 'swift', 'python'].map((language) => ({ scheme: 'file', language })),
    },
  );
  await client.start();
};

exports.deactivate = () => client?.stop();

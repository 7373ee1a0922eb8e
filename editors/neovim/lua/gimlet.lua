-- What does Neovim show that is no file? Resolved configs, differences and previews, which follow the typing.
local gimlet = {}

--- The client that serves the buffer; else any, for documents that are no files.
local function client_of(buffer)
  for _, client in pairs((vim.lsp.get_clients or vim.lsp.get_active_clients)()) do
    if client.name == 'gimlet' and (not buffer or vim.lsp.buf_is_attached(buffer, client.id)) then
      return client
    end
  end
end

--- The config that a document was opened from; any other buffer is itself.
local function config_of(buffer)
  local config = vim.b[buffer].gimlet_config
  return config and vim.api.nvim_buf_is_valid(config) and config or buffer
end

--- Fills a buffer that is named by a URI of the server's with its text.
local function fill(buffer)
  local client = client_of()
  if not client then
    return
  end
  client.request('workspace/textDocumentContent', { uri = vim.api.nvim_buf_get_name(buffer) }, function(problem, result)
    if problem or not result or not vim.api.nvim_buf_is_valid(buffer) then
      return
    end
    vim.bo[buffer].modifiable = true
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(result.text, '\n', { plain = true, trimempty = true }))
    vim.bo[buffer].modifiable = false
    vim.bo[buffer].modified = false
  end, buffer)
end

--- How a document is read: long lists whole, and `q` closes it.
local function dress(window)
  vim.wo[window].wrap = true
  vim.wo[window].linebreak = true
  vim.wo[window].breakindent = true
  vim.wo[window].number = false
  vim.wo[window].signcolumn = 'no'
end

--- The window of this tab that shows documents, if any.
local function window_of_documents()
  for _, window in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    if vim.startswith(vim.api.nvim_buf_get_name(vim.api.nvim_win_get_buf(window)), 'gimlet:') then
      return window
    end
  end
end

--- Shows a document beside the config, where the one before it was; the cursor stays where it is.
local function show(uri)
  local current = vim.api.nvim_get_current_win()
  local config = config_of(vim.api.nvim_get_current_buf())
  local window = window_of_documents()
  if window then
    vim.api.nvim_set_current_win(window)
    vim.cmd('edit ' .. vim.fn.fnameescape(uri))
  else
    vim.cmd('rightbelow vsplit ' .. vim.fn.fnameescape(uri))
  end
  dress(0)
  vim.b.gimlet_config = config
  vim.api.nvim_set_current_win(current)
end

--- Lets the server run a command, and shows the document that it answers with.
local function execute(client, buffer, command, arguments)
  client.request('workspace/executeCommand', { command = command, arguments = arguments }, function(problem, result)
    if problem then
      return vim.notify(problem.message, vim.log.levels.WARN)
    end
    -- With its text where the server may not ask us to open it: before Neovim 0.9.
    if type(result) == 'table' and result.text then
      show(result.uri)
    end
  end, buffer)
end

--- Runs a command for the current buffer.
local function run(command, ...)
  local buffer = config_of(vim.api.nvim_get_current_buf())
  local client = client_of(buffer)
  if not client then
    return vim.notify('Gimlet does not serve this buffer', vim.log.levels.WARN)
  end
  execute(client, buffer, command, { vim.uri_from_bufnr(buffer), ... })
end

--- What can be printed, compared and chosen, for the command line's completion.
local function experiments(typed)
  local buffer = config_of(vim.api.nvim_get_current_buf())
  local client = client_of(buffer)
  local answer = client
    and client.request_sync('workspace/executeCommand', {
      command = 'gimlet.experiments',
      arguments = { vim.uri_from_bufnr(buffer) },
    }, 2000, buffer)
  return vim.tbl_filter(function(name)
    return vim.startswith(name, typed)
  end, answer and answer.result or {})
end

--- Commands of lenses and code actions come here, with their arguments.
local function pressed(command, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  if client then
    execute(client, context.bufnr or 0, command.command, command.arguments)
  end
end

function gimlet.setup()
  vim.api.nvim_create_autocmd('BufReadCmd', {
    pattern = 'gimlet://*',
    callback = function(event)
      vim.bo[event.buf].buftype = 'nofile'
      vim.bo[event.buf].swapfile = false
      -- Colours without a client: nothing in these texts is served.
      vim.bo[event.buf].syntax = event.match:match('%.diff$') and 'diff' or 'gin'
      vim.keymap.set('n', 'q', '<Cmd>close<CR>', { buffer = event.buf, desc = 'Close the document' })
      fill(event.buf)
    end,
  })
  vim.lsp.handlers['workspace/textDocumentContent/refresh'] = function(_, params)
    local buffer = vim.fn.bufnr(params.uri)
    if buffer > 0 then
      fill(buffer)
    end
    return vim.NIL
  end
  -- From Neovim 0.9 on the server asks for a document to be opened; Neovim would put it in the place of the config.
  local show_document = vim.lsp.handlers['window/showDocument']
  if show_document then
    vim.lsp.handlers['window/showDocument'] = function(problem, params, ...)
      if not vim.startswith(params.uri, 'gimlet:') then
        return show_document(problem, params, ...)
      end
      show(params.uri)
      return { success = true }
    end
  end
  for _, name in ipairs({ 'gimlet.print', 'gimlet.diff', 'gimlet.preview', 'gimlet.chooseExperiment' }) do
    vim.lsp.commands[name] = pressed
  end
  vim.lsp.commands['gimlet.showReferences'] = function(command)
    local place = command.arguments[2]
    vim.api.nvim_win_set_cursor(0, { place.line + 1, place.character })
    vim.lsp.buf.references({ includeDeclaration = false })
  end
  local function define(name, command, options)
    vim.api.nvim_create_user_command(name, function(call)
      -- Neovim 0.7 gives a command without arguments one that is empty.
      run(command, unpack(options.nargs == 1 and { call.args } or vim.tbl_filter(function(argument)
        return argument ~= ''
      end, call.fargs)))
    end, options)
  end
  define('GimletPrint', 'gimlet.print', { nargs = '?', complete = experiments, desc = 'Open the resolved config' })
  define('GimletDiff', 'gimlet.diff', {
    nargs = '*',
    complete = experiments,
    desc = 'Open what differs from the base, from another experiment, or between two',
  })
  define('GimletPreview', 'gimlet.preview', { nargs = 1, desc = 'Open what a binding would change' })
  define('GimletExperiment', 'gimlet.chooseExperiment', {
    nargs = '?',
    complete = experiments,
    desc = 'Choose the experiment that files are shown in',
  })
end

return gimlet

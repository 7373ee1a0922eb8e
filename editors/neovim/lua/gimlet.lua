-- What does Neovim show that is no file? Resolved configs, differences and previews, which follow the typing.
local gimlet = {}

--- The client that serves the buffer; else any, for documents that are no files.
local function client_of(buffer)
  for _, client in pairs(vim.lsp.get_active_clients()) do
    if client.name == 'gimlet' and (not buffer or vim.lsp.buf_is_attached(buffer, client.id)) then
      return client
    end
  end
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

--- Runs a command of the server for the current buffer, and opens the document that it answers with.
local function run(command, ...)
  local client = client_of(vim.api.nvim_get_current_buf())
  if not client then
    return vim.notify('Gimlet does not serve this buffer', vim.log.levels.WARN)
  end
  local arguments = { vim.uri_from_bufnr(0) }
  for _, argument in ipairs({ ... }) do
    -- Neovim 0.7 gives a command without arguments one that is empty.
    if argument ~= '' then
      table.insert(arguments, argument)
    end
  end
  local params = { command = command, arguments = arguments }
  client.request('workspace/executeCommand', params, function(problem, result)
    if problem then
      return vim.notify(problem.message, vim.log.levels.WARN)
    end
    -- With its text where the server may not ask us to open it: before Neovim 0.9.
    if result and result ~= vim.NIL and result.text then
      vim.cmd('rightbelow vsplit ' .. vim.fn.fnameescape(result.uri))
      -- One line a value.
      vim.wo.wrap = false
    end
  end, 0)
end

function gimlet.setup()
  vim.api.nvim_create_autocmd('BufReadCmd', {
    pattern = 'gimlet://*',
    callback = function(event)
      vim.bo[event.buf].buftype = 'nofile'
      vim.bo[event.buf].swapfile = false
      -- Colours without a client: nothing in these texts is served.
      vim.bo[event.buf].syntax = event.match:match('%.diff$') and 'diff' or 'gin'
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
  vim.api.nvim_create_user_command('GimletPrint', function(command)
    run('gimlet.print', unpack(command.fargs))
  end, { nargs = '?', desc = 'Open the resolved config' })
  vim.api.nvim_create_user_command('GimletDiff', function(command)
    run('gimlet.diff', unpack(command.fargs))
  end, { nargs = '*', desc = 'Open what differs from the base, or between two experiments' })
  vim.api.nvim_create_user_command('GimletPreview', function(command)
    run('gimlet.preview', command.args)
  end, { nargs = 1, desc = 'Open what a binding would change' })
  vim.api.nvim_create_user_command('GimletExperiment', function(command)
    run('gimlet.chooseExperiment', unpack(command.fargs))
  end, { nargs = '?', desc = 'Choose the experiment that files are shown in' })
end

return gimlet

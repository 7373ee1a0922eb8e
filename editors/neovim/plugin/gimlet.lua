-- How does Neovim start Gimlet? From 0.11 by its own configuration; before, by the functions that 0.7 already had.
if vim.g.loaded_gimlet then
  return
end
vim.g.loaded_gimlet = true

require('gimlet').setup()

if vim.lsp.enable then
  vim.lsp.enable('gimlet')
  return
end

local config = dofile(vim.api.nvim_get_runtime_file('lsp/gimlet.lua', false)[1])

--- The folder that holds the first marker found above `file`, or the file's own folder.
local function root_of(file)
  for _, marker in ipairs(config.root_markers) do
    local folder = vim.fn.fnamemodify(file, ':p:h')
    while true do
      if vim.loop.fs_stat(folder .. '/' .. marker) then
        return folder
      end
      local parent = vim.fn.fnamemodify(folder, ':h')
      if parent == folder then
        break
      end
      folder = parent
    end
  end
  return vim.fn.fnamemodify(file, ':p:h')
end

-- One server for each workspace.
local clients = {}

local function attach(buffer)
  local file = vim.api.nvim_buf_get_name(buffer)
  if file == '' or vim.bo[buffer].buftype ~= '' then
    return
  end
  local root = root_of(file)
  if not clients[root] or vim.lsp.client_is_stopped(clients[root]) then
    clients[root] = vim.lsp.start_client({
      name = 'gimlet',
      cmd = config.cmd,
      init_options = config.init_options,
      root_dir = root,
      workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
    })
  end
  if clients[root] then
    vim.lsp.buf_attach_client(buffer, clients[root])
  end
end

vim.api.nvim_create_autocmd('FileType', {
  pattern = config.filetypes,
  callback = function(event)
    attach(event.buf)
  end,
})

" Which files are Gin configs?
autocmd BufRead,BufNewFile *.gin setfiletype gin

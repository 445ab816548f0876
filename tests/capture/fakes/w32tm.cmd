@type "%OD_ANSWERS%\w32tm.txt" 2>nul

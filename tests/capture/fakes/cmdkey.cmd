@type "%OD_ANSWERS%\cmdkey.txt" 2>nul

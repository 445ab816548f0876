@type "%OD_ANSWERS%\route.txt" 2>nul

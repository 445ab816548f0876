@type "%OD_ANSWERS%\netsh-%3.txt" 2>nul

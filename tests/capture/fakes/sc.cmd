@type "%OD_ANSWERS%\sc-%1-%2.txt" 2>nul

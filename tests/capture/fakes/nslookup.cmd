@echo off
rem "=" parts the words of a batch file: -timeout=2 are two
type "%OD_ANSWERS%\nslookup-%6.txt" 2>nul

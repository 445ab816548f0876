@echo off
if exist "%OD_ANSWERS%\ipconfig.txt" type "%OD_ANSWERS%\ipconfig.txt"
if not exist "%OD_ANSWERS%\ipconfig.txt" ipconfig.exe %*

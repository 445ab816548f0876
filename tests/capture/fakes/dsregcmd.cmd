@echo off
if exist "%OD_ANSWERS%\dsregcmd-hangs" ping -n 20 127.0.0.1 >nul
type "%OD_ANSWERS%\dsregcmd.txt" 2>nul

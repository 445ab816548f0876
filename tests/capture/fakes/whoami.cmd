@echo off
if "%1"=="/user" type "%OD_ANSWERS%\whoami-user.txt" 2>nul
if "%1"=="/upn" type "%OD_ANSWERS%\whoami-upn.txt" 2>nul

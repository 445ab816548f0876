@echo off
if "%~2"=="Microsoft-Windows-AAD/Operational" type "%OD_ANSWERS%\aad.xml" 2>nul
if "%~2"=="Microsoft-Windows-User Device Registration/Admin" type "%OD_ANSWERS%\registration.xml" 2>nul
if "%~2"=="System" type "%OD_ANSWERS%\system.xml" 2>nul
if "%~2"=="Application" type "%OD_ANSWERS%\application.xml" 2>nul

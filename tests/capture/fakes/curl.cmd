@echo off
rem Which answer: direct or through a proxy, the host, and the canary.
set "WAY=direct"
if defined HTTPS_PROXY set "WAY=proxy"
set "CANARY="
:next
if "%~1"=="-H" set "CANARY=-canary"
set "URL=%~1"
if "%URL:~0,4%"=="http" goto found
shift
goto next
:found
for /f "tokens=2 delims=/" %%H in ("%URL%") do set "HOST=%%H"
if "%WAY%"=="proxy" echo * Uses proxy env variable https_proxy == '%HTTPS_PROXY%'
type "%OD_ANSWERS%\curl-%WAY%-%HOST%%CANARY%.txt" 2>nul

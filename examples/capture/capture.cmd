@echo off
rem Gathers what tells why OneDrive cannot sign in. It changes no setting,
rem asks nothing and needs no administrator. What it writes: README.md.
setlocal EnableExtensions DisableDelayedExpansion
set "NoDefaultCurrentDirectoryInExePath=1"
if "%~1"=="--job" goto job

rem An agent of 32 bits would not find dsregcmd, and read the other registry.
set "SELF=%~f0"
if not defined PROCESSOR_ARCHITEW6432 goto native
if not exist "%SystemRoot%\Sysnative\cmd.exe" goto native
"%SystemRoot%\Sysnative\cmd.exe" /d /c call "%SELF%" %*
exit /b %errorlevel%

:native
set "OUT="
set "TENANT="
set "CODE=0x8004de40"
set "PROXY="
set "QUICK="
set "LIMIT=60"

:option
if "%~1"=="" goto options_read
set "ARG=%~1"
if "%ARG%"=="/?" goto usage
if /i "%ARG%"=="/quick" goto option_quick
if /i "%ARG%"=="/out" goto option_value
if /i "%ARG%"=="/tenant" goto option_value
if /i "%ARG%"=="/code" goto option_value
if /i "%ARG%"=="/proxy" goto option_value
if /i "%ARG%"=="/wait" goto option_value
if "%ARG:~0,1%"=="/" goto wrong
if defined OUT goto wrong
set "OUT=%ARG%"
shift
goto option

:option_quick
set "QUICK=1"
shift
goto option

:option_value
if "%~2"=="" goto wrong
if /i "%ARG%"=="/out" set "OUT=%~2"
if /i "%ARG%"=="/tenant" set "TENANT=%~2"
if /i "%ARG%"=="/code" set "CODE=%~2"
if /i "%ARG%"=="/proxy" set "PROXY=%~2"
if /i "%ARG%"=="/wait" set "LIMIT=%~2"
shift
shift
goto option

:wrong
echo capture: "%ARG%" is no option, or lacks its value; /? tells all. 1>&2
exit /b 2

:usage
echo Gathers what tells why OneDrive cannot sign in, into one folder.
echo.
echo capture [FOLDER] [/out FOLDER] [/tenant NAME] [/code CODE]
echo         [/proxy HOST:PORT] [/wait SECONDS] [/quick]
echo.
echo   FOLDER   where to write; %%TEMP%%\od0x8004-COMPUTER if not told
echo   /tenant  contoso, of https://contoso.sharepoint.com
echo   /code    the code that OneDrive shows, 0x8004de40 if not told
echo   /proxy   try this proxy, too: the one that a PAC file chooses
echo   /wait    for slow commands at the end, 60 seconds if not told
echo   /quick   leave out what uses the network
echo.
echo Exit status: 0 done, 1 nothing could be written, 2 wrong use.
exit /b 0

:options_read
set "LETTERS=abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"
for /f "delims=%LETTERS%" %%X in ("%TENANT%%CODE%") do goto wrong_letters
for /f "delims=0123456789" %%X in ("%LIMIT%") do goto wrong_letters
if not defined OUT set "OUT=%TEMP%\od0x8004-%COMPUTERNAME%"
for %%I in ("%OUT%\.") do set "OUT=%%~fI"
rem From here on no tool can come from the folder that happens to be current.
cd /d "%SystemRoot%"
if not exist "%OUT%\" mkdir "%OUT%" 2>nul
if not exist "%OUT%\" goto no_folder

rem What an earlier run left would be taken for this one's.
set "EVENTS=events-aad.xml events-registration.xml events-system.xml"
set "EVENTS=%EVENTS% events-onedrive.xml"
set "REGISTRY=registry-onedrive.txt registry-office.txt registry-network.txt"
set "PLAIN=versions.txt services.txt registry-tls.txt w32tm.txt"
set "SECRET=dsregcmd.txt whoami.txt cmdkey.txt winhttp.txt %REGISTRY%"
set "SECRET=%SECRET% %EVENTS% ipconfig.txt route.txt nslookup.txt"
set "CURLS="
for %%W in (direct proxy winhttp) do call :add_paths %%W
call :add curl-direct-script.txt
for %%F in (%PLAIN% %SECRET% %CURLS%) do call :forget %%F
set "WRITTEN="
>"%OUT%\versions.txt" echo C:\^>ver
if exist "%OUT%\versions.txt" set "WRITTEN=1"
for %%F in (%SECRET% %CURLS%) do if exist "%OUT%\%%F" set "WRITTEN="
if not defined WRITTEN goto no_folder

echo Gathering into "%OUT%".
echo Files marked [c] are confidential: they hold names, addresses or ids.
echo.

rem ---- what may be slow runs beside the rest ----
call :job_start dsregcmd dsregcmd.txt "[c]" "dsregcmd /status"
call :job_start whoami whoami.txt "[c]" "whoami /user" "whoami /upn"
set "DAY=TimeCreated[timediff(@SystemTime) <= 86400000]"
set "LOG=Microsoft-Windows-AAD/Operational"
set "QUERY=*[System[%DAY%]]"
call :events events-aad.xml
set "LOG=Microsoft-Windows-User Device Registration/Admin"
call :events events-registration.xml
set "LOG=System"
set "QUERY=*[System[Provider[@Name='Schannel'] and %DAY%]]"
call :events events-system.xml
set "LOG=Application"
set "QUERY=*[System[%DAY%] and (System[Provider[@Name='OneDrive']]"
set "QUERY=%QUERY% or EventData[Data='OneDrive.exe'])]"
call :events events-onedrive.xml
set "CLOCK=w32tm /stripchart /computer:time.windows.com /samples:3 /dataonly"
if not defined QUICK call :job_start w32tm w32tm.txt "" "%CLOCK%"

rem ---- what is quick ----
echo   ver -^> versions.txt
>>"%OUT%\versions.txt" ver
call :to cmdkey cmdkey.txt "[c]"
call :run cmdkey /list
call :to netsh winhttp.txt "[c]"
call :run netsh winhttp show proxy
call :find_machine_proxy
call :run netsh winhttp show advproxy
call :to ipconfig ipconfig.txt "[c]"
call :run ipconfig /all
call :to route route.txt "[c]"
call :run route print
call :to sc services.txt ""
set "SERVICES=NlaSvc netprofm WinHttpAutoProxySvc CryptSvc TokenBroker"
set "SERVICES=%SERVICES% Dnscache W32Time wlidsvc"
for %%S in (%SERVICES%) do call :service %%S

set "S=SOFTWARE\Microsoft"
set "P=SOFTWARE\Policies\Microsoft"
set "I=Windows\CurrentVersion\Internet Settings"
set "C=SYSTEM\CurrentControlSet"
call :to reg registry-onedrive.txt "[c]"
call :run reg query HKCU\%S%\OneDrive
call :run reg query HKCU\%S%\OneDrive\Accounts /s
call :run reg query HKLM\%S%\OneDrive
call :run reg query HKLM\%S%\OneDrive /reg:32
call :run reg query HKLM\%P%\OneDrive /s
call :run reg query HKCU\%P%\OneDrive /s
call :to reg registry-office.txt "[c]"
call :run reg query HKCU\%S%\Office\16.0\Common\Identity /s
call :run reg query HKLM\%S%\Office\ClickToRun\Configuration /v VersionToReport
call :run reg query HKLM\%S%\Office\ClickToRun\Configuration /v UpdateChannel
call :to reg registry-network.txt "[c]"
call :run reg query "HKCU\%S%\%I%"
call :find_user_proxy
call :run reg query "HKCU\%S%\%I%\Connections"
call :run reg query "HKCU\%P%\%I%"
call :run reg query "HKLM\%S%\%I%"
call :run reg query "HKLM\%S%\%I%\Connections"
call :run reg query "HKLM\%P%\%I%"
call :run reg query "HKU\S-1-5-18\%S%\%I%"
call :run reg query "HKU\S-1-5-18\%S%\%I%\Connections"
call :run reg query HKLM\%P%\Windows\NetworkConnectivityStatusIndicator
call :run reg query HKLM\%C%\Services\NlaSvc\Parameters\Internet
call :to reg registry-tls.txt ""
call :run reg query HKLM\%C%\Control\SecurityProviders\SCHANNEL\Protocols /s
call :run reg query "HKLM\%S%\%I%\WinHttp" /reg:64
call :run reg query "HKLM\%S%\%I%\WinHttp" /reg:32
call :run reg query HKLM\%P%\Cryptography\Configuration\SSL\00010002
call :run reg query HKLM\%C%\Control\Cryptography\Configuration\Local\SSL\00010002
call :run reg query HKLM\%S%\.NETFramework\v4.0.30319 /reg:64
call :run reg query HKLM\%S%\.NETFramework\v4.0.30319 /reg:32

rem ---- the network ----
call :find_tenant
if "%WINHTTP%"=="%PROXY%" set "WINHTTP="
if defined QUICK goto wait
set "HOSTS=login.microsoftonline.com device.login.microsoftonline.com"
set "HOSTS=%HOSTS% graph.microsoft.com %MY_HOST%"
set "NAMES=nslookup.txt is left out"
call :have nslookup
if not defined FOUND echo   nslookup is not on this machine: %NAMES%.
set "OD_NAMES=%HOSTS%"
if defined FOUND call :names_start
rem The system's own curl uses the system's own certificates.
set "CURL=curl"
set "OWN=%SystemRoot%\System32\curl.exe"
if exist "%OWN%" set "CURL=%OWN%"
call :have curl
if not defined FOUND echo   curl is not on this machine: no path is tried.
if not defined FOUND goto wait
call :paths direct curl-direct "directly"
if defined PAC call :curl direct curl-direct-script.txt no %PAC%
set "OD_PROXY=%PROXY%"
if defined PROXY call :paths proxy curl-proxy "through the user's proxy"
set "OD_PROXY=%WINHTTP%"
if defined WINHTTP call :paths proxy curl-winhttp "through WinHTTP's proxy"

:wait
if not exist "%OUT%\*.part" goto finished
if "%LIMIT%"=="0" goto late
set /a LIMIT=LIMIT-1
ping -n 2 127.0.0.1 >nul 2>nul
goto wait

:late
for %%F in (%PLAIN% %SECRET% %CURLS%) do call :say_late %%F

:finished
echo.
echo Confidential files, for nobody but who looks into this:
for %%F in (%SECRET%) do if exist "%OUT%\%%F" echo   %%F
if exist "%OUT%\curl-*.txt" echo   curl-*.txt
if exist "%OUT%\*.part" echo   *.part
echo.
echo Done. Next, where od0x8004 is (copy the folder there if it is not here):
echo od0x8004 diagnose "%OUT%" --code %CODE%
exit /b 0

:wrong_letters
echo capture: a tenant and a code are letters, digits and "-", seconds digits. 1>&2
exit /b 2

:no_folder
echo capture: cannot write into "%OUT%". 1>&2
exit /b 1

rem ---- one command, now ----

rem :forget FILE
:forget
if exist "%OUT%\%1" del /f /q "%OUT%\%1" 2>nul
if exist "%OUT%\%1.part" del /f /q "%OUT%\%1.part" 2>nul
if exist "%OUT%\%1.tmp" del /f /q "%OUT%\%1.tmp" 2>nul
exit /b 0

rem :say_late FILE
:say_late
if exist "%OUT%\%1.part" echo   Not finished in time: %1.part holds what came.
exit /b 0

rem :add_paths PREFIX: the files of :paths
:add_paths
for %%H in (login device-login registration graph) do call :add curl-%1-%%H.txt
for %%H in (graph-canary sharepoint my ncsi) do call :add curl-%1-%%H.txt
exit /b 0

:add
set "CURLS=%CURLS% %1"
exit /b 0

rem :have TOOL sets FOUND
:have
set "FOUND="
for %%X in (%1.com %1.exe %1.bat %1.cmd) do if not "%%~$PATH:X"=="" set "FOUND=1"
exit /b 0

rem :to TOOL FILE MARK: where the next commands write
:to
set "FILE=%~2"
set "MARK=%~3"
call :have %1
if not defined FOUND echo   %1 is not on this machine: %FILE% lacks it.
exit /b 0

rem :run COMMAND...
:run
if not defined FOUND exit /b 0
echo   %* -^> %FILE% %MARK%
>>"%OUT%\%FILE%" echo C:\^>%*
call %* >>"%OUT%\%FILE%" 2>&1 <nul
>>"%OUT%\%FILE%" echo.
exit /b 0

:service
call :run sc query %1
call :run sc qc %1
exit /b 0

rem ---- one command, beside the others; it writes NAME.part until it ends ----

rem :job_start TOOL FILE MARK "COMMAND" ["COMMAND"]
:job_start
call :have %1
if not defined FOUND echo   %1 is not on this machine: %2 is left out.
if not defined FOUND exit /b 0
set "OD_FILE=%OUT%\%2"
set "OD_KIND=plain"
set "OD_COMMAND=%~4"
set "OD_SECOND=%~5"
echo   %~4 -^> %2 %~3
if defined OD_SECOND echo   %~5 -^> %2 %~3
>"%OD_FILE%.part" echo C:\^>%~4
start "" /b "%ComSpec%" /d /c call "%SELF%" --job >nul 2>nul <nul
exit /b 0

rem :events FILE, of the log LOG by the query QUERY
:events
call :have wevtutil
if not defined FOUND echo   wevtutil is not on this machine: %1 is left out.
if not defined FOUND exit /b 0
set "OD_FILE=%OUT%\%1"
set "OD_KIND=plain"
set "OD_SECOND="
set OD_COMMAND=wevtutil qe "%LOG%" /q:"%QUERY%" /c:400 /rd:true /f:xml
echo   %OD_COMMAND% -^> %1 [c]
>"%OD_FILE%.part" type nul
start "" /b "%ComSpec%" /d /c call "%SELF%" --job >nul 2>nul <nul
exit /b 0

:names_start
set "OD_FILE=%OUT%\nslookup.txt"
set "OD_KIND=names"
set "NSLOOKUP=nslookup -nosearch -timeout=2 -retry=1"
for %%H in (%OD_NAMES%) do echo   %NSLOOKUP% %%H -^> nslookup.txt [c]
>"%OD_FILE%.part" type nul
start "" /b "%ComSpec%" /d /c call "%SELF%" --job >nul 2>nul <nul
exit /b 0

rem :paths direct|proxy PREFIX "IN WORDS", by OD_PROXY
:paths
set "HOW=%~3"
call :curl %1 %2-login.txt no https://login.microsoftonline.com/
call :curl %1 %2-device-login.txt no https://device.login.microsoftonline.com/
call :curl %1 %2-registration.txt no https://enterpriseregistration.windows.net/
call :curl %1 %2-graph.txt no https://graph.microsoft.com/v1.0/me
call :curl %1 %2-graph-canary.txt yes https://graph.microsoft.com/v1.0/me
if defined TENANT call :curl %1 %2-sharepoint.txt no https://%TENANT%.%SUFFIX%/
if defined MY_HOST call :curl %1 %2-my.txt no https://%MY_HOST%/
if "%1"=="direct" call :curl %1 %2-ncsi.txt no http://www.msftconnecttest.com/connecttest.txt
exit /b 0

rem :curl direct|proxy FILE CANARY URL
:curl
set "OD_FILE=%OUT%\%2"
set "OD_KIND=curl"
set "OD_PATH=%1"
set "OD_CANARY=%3"
set "OD_URL=%4"
set "WITH="
if "%3"=="yes" set "WITH= with a header that is no token"
echo   curl -v %4 %HOW%%WITH% -^> %2 [c]
>"%OD_FILE%.part" echo # od0x8004-capture curl path=%1 canary=%3 url=%4
start "" /b "%ComSpec%" /d /c call "%SELF%" --job >nul 2>nul <nul
exit /b 0

rem ---- what a job does ----
:job
if "%OD_KIND%"=="names" goto job_names
if "%OD_KIND%"=="curl" goto job_curl
call %OD_COMMAND% >>"%OD_FILE%.part" 2>&1 <nul
if defined OD_SECOND call :job_second
move /y "%OD_FILE%.part" "%OD_FILE%" >nul 2>nul
exit

:filter
set "DROP=/c:"authorization:" /c:"cookie:" /c:"env variable""
call findstr /v /i %DROP% "%OD_FILE%.part" >"%OD_FILE%.tmp"
exit /b 0

:job_second
>>"%OD_FILE%.part" echo C:\^>%OD_SECOND%
call %OD_SECOND% >>"%OD_FILE%.part" 2>&1 <nul
exit /b 0

:job_names
for %%H in (%OD_NAMES%) do call :name %%H
move /y "%OD_FILE%.part" "%OD_FILE%" >nul 2>nul
exit

:name
>>"%OD_FILE%.part" echo C:\^>%NSLOOKUP% %1
call %NSLOOKUP% %1 >>"%OD_FILE%.part" 2>&1 <nul
exit /b 0

rem A password stays out of the command line: curl takes it from here. The
rem lines with cookies and passwords are dropped before the file is made.
:job_curl
set "WAY=--noproxy "*""
if "%OD_PATH%"=="proxy" set "WAY="
set "HTTPS_PROXY=%OD_PROXY%"
set "HTTP_PROXY=%OD_PROXY%"
set "ALL_PROXY="
set "NO_PROXY="
set "BODY=NUL"
if "%OD_URL:~-3%"=="/me" set "BODY=-"
if "%OD_URL:~-8%"=="test.txt" set "BODY=-"
set "HEADER="
if "%OD_CANARY%"=="yes" set HEADER=-H "Authorization: Bearer od0x8004-canary-not-a-token"
set "LIMITS=-m 20 --max-filesize 1000000"
call "%CURL%" -q -v --trace-time -sS %LIMITS% %WAY% %HEADER% -o %BODY% -w "\n%%%%{json}\n" %OD_URL% >>"%OD_FILE%.part" 2>&1 <nul
call :filter
for %%S in ("%OD_FILE%.tmp") do if "%%~zS"=="0" call :filter
del /f /q "%OD_FILE%.part" 2>nul
move /y "%OD_FILE%.tmp" "%OD_FILE%" >nul 2>nul
exit

rem ---- what the evidence so far tells ----

rem https://contoso-my.sharepoint.com/ of the account, or the option
:find_tenant
set "MY_HOST="
set "SUFFIX=sharepoint.com"
if defined TENANT set "MY_HOST=%TENANT%-my.%SUFFIX%"
if defined TENANT exit /b 0
if not exist "%OUT%\registry-onedrive.txt" exit /b 0
for /f "usebackq tokens=1,2,3" %%A in ("%OUT%\registry-onedrive.txt") do if /i "%%A"=="SPOResourceId" set "MY_HOST=%%C"
if not defined MY_HOST exit /b 0
for /f "tokens=2 delims=/" %%A in ("%MY_HOST%") do set "MY_HOST=%%A"
for /f "delims=%LETTERS%." %%X in ("%MY_HOST%") do set "MY_HOST="
if not defined MY_HOST exit /b 0
for /f "tokens=1,* delims=." %%A in ("%MY_HOST%") do set "TENANT=%%A"
for /f "tokens=1,* delims=." %%A in ("%MY_HOST%") do set "SUFFIX=%%B"
if /i "%TENANT:~-3%"=="-my" set "TENANT=%TENANT:~0,-3%"
exit /b 0

rem The proxy of the user's Internet options, or of the environment; FILE holds
rem one key then. A script is only asked for by an address of plain signs.
:find_user_proxy
set "ON="
set "VALUE="
set "PAC="
if defined FOUND for /f "usebackq tokens=1,2,*" %%A in ("%OUT%\%FILE%") do (
  if /i "%%A"=="ProxyEnable" if "%%C"=="0x1" set "ON=1"
  if /i "%%A"=="ProxyServer" set "VALUE=%%C"
  if /i "%%A"=="AutoConfigURL" set "PAC=%%C"
)
if not defined PAC goto no_script
if not defined PROXY echo   A script chooses the proxy, which curl cannot read: see /proxy.
set "PAC=%PAC:"=%"
for /f "delims=%LETTERS%.:/_~" %%X in ("%PAC%") do set "PAC="
if not defined PAC echo   Its address holds other signs: the script is not asked for.
if defined PAC if /i not "%PAC:~0,4%"=="http" set "PAC="
:no_script
if defined PROXY exit /b 0
if not defined ON set "VALUE="
if not defined VALUE if defined HTTPS_PROXY set "VALUE=%HTTPS_PROXY%"
call :pick_proxy
set "PROXY=%VALUE%"
exit /b 0

rem What netsh shows behind the first colon; FILE holds "show proxy" then
:find_machine_proxy
set "VALUE="
if defined FOUND for /f "usebackq tokens=1,* delims=:" %%A in ("%OUT%\%FILE%") do (
  if not "%%A"=="C" if not "%%B"=="" if not defined VALUE set "VALUE=%%B"
)
call :pick_proxy
set "WINHTTP=%VALUE%"
exit /b 0

rem VALUE is the part of VALUE that https uses; "http=a:80" alone has none.
:pick_proxy
if not defined VALUE exit /b 0
set "VALUE=%VALUE:"=%"
for /f "tokens=*" %%P in ("%VALUE%") do set "VALUE=%%P"
set "REST=%VALUE:*https=%"
if "%REST:~0,1%"=="=" goto pick_https
for /f "tokens=1,2 delims==" %%A in ("%VALUE%") do if not "%%B"=="" set "VALUE="
for /f "tokens=1 delims=; " %%P in ("%VALUE%") do set "VALUE=%%P"
exit /b 0
:pick_https
for /f "tokens=1 delims=; " %%P in ("%REST:~1%") do set "VALUE=%%P"
exit /b 0

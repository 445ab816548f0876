<#
.SYNOPSIS
Gathers what tells why OneDrive cannot sign in, into one folder.

.DESCRIPTION
The twin of capture.cmd for Intune and other agents: the same files, the same
formats. It changes no setting and asks nothing. In the user's session it needs
no administrator. As SYSTEM it gathers what concerns the device, reads the
registry of each user who is signed in, and says what it cannot see of them.

Windows PowerShell 5.1 or PowerShell 7. Where the language is constrained
(AppLocker, App Control), run capture.cmd instead.

Exit status: 0 done, 1 nothing could be written, 2 wrong use.

.PARAMETER OutputPath
The folder to write into; one below the folder for temporary files if not told.

.PARAMETER Tenant
contoso, of https://contoso.sharepoint.com, if OneDrive does not know it.

.PARAMETER Code
The code that OneDrive shows.

.PARAMETER Proxy
HOST:PORT of a proxy to try, too: the one that a PAC file chooses.

.PARAMETER Quick
Leaves out what uses the network.

.EXAMPLE
powershell.exe -NoProfile -ExecutionPolicy Bypass -File capture.ps1 -Quick
#>
[CmdletBinding()]
param(
    [string]$OutputPath,
    [string]$Tenant,
    [string]$Code = '0x8004de40',
    [string]$Proxy,
    [switch]$Quick
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$system32 = Join-Path $env:SystemRoot 'System32'
$microsoft = 'SOFTWARE\Microsoft'
$policies = 'SOFTWARE\Policies\Microsoft'
$internet = 'Windows\CurrentVersion\Internet Settings'
$control = 'SYSTEM\CurrentControlSet'
$account = "$microsoft\OneDrive\Accounts\Business1"
$plain = @('versions.txt', 'services.txt', 'registry-tls.txt', 'w32tm.txt')
$running = New-Object System.Collections.ArrayList
$written = @{}

function Get-Utc {
    [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ',
        [Globalization.CultureInfo]::InvariantCulture)
}

function Get-Value([string]$Key, [string]$Name) {
    [Microsoft.Win32.Registry]::GetValue($Key, $Name, $null)
}

function Add-Text([string]$File, [string]$Text) {
    $path = Join-Path $OutputPath $File
    if (-not $written.ContainsKey($File)) {
        [IO.File]::WriteAllText($path, '')
        $written[$File] = $true
    }
    [IO.File]::AppendAllText($path, $Text, (New-Object Text.UTF8Encoding))
}

function Find-Tool([string]$Tool) {
    $path = Join-Path $system32 "$Tool.exe"
    if (Test-Path -LiteralPath $path) { $path }
}

function Write-Plan([string]$Command, [string]$File) {
    $mark = ''
    if ($plain -notcontains $File) { $mark = '[c]' }
    Write-Host "  $Command -> $File $mark"
}

# A process that writes into memory; what it inherits of proxies is told.
function New-Run([string]$Tool, [string]$Arguments, [string]$Way) {
    $start = New-Object Diagnostics.ProcessStartInfo
    $start.FileName = Find-Tool $Tool
    $start.Arguments = $Arguments
    $start.WorkingDirectory = $system32
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.RedirectStandardInput = $true
    $page = [Globalization.CultureInfo]::CurrentCulture.TextInfo.OEMCodePage
    $start.StandardOutputEncoding = [Text.Encoding]::GetEncoding($page)
    $start.StandardErrorEncoding = $start.StandardOutputEncoding
    if ($Tool -eq 'curl') {
        foreach ($name in 'HTTPS_PROXY', 'HTTP_PROXY') {
            $start.EnvironmentVariables[$name] = $Way
        }
        foreach ($name in 'ALL_PROXY', 'NO_PROXY') {
            $start.EnvironmentVariables[$name] = ''
        }
    }
    $process = [Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    @{ Process = $process
       Out = $process.StandardOutput.ReadToEndAsync()
       Err = $process.StandardError.ReadToEndAsync() }
}

# The text of a run that ends in time; else what is known of it.
function Wait-Run($Run, [int]$Seconds) {
    $tasks = [Threading.Tasks.Task[]]@($Run.Out, $Run.Err)
    $ended = [Threading.Tasks.Task]::WaitAll($tasks, 1000 * $Seconds)
    if (-not $ended) {
        $Run.Process.Kill()
        $ended = [Threading.Tasks.Task]::WaitAll($tasks, 2000)
    }
    if ($ended) { $Run.Err.Result + $Run.Out.Result }
}

function Test-Tool([string]$Tool, [string]$File) {
    $found = [bool](Find-Tool $Tool)
    if (-not $found) {
        Write-Host "  $Tool is not on this machine: $File lacks it."
    }
    $found
}

# One command, now.
function Invoke-Tool([string]$File, [string]$Tool, [string]$Arguments) {
    if (-not (Test-Tool $Tool $File)) { return }
    Write-Plan "$Tool $Arguments" $File
    $text = Wait-Run (New-Run $Tool $Arguments '') 30
    Add-Text $File "C:\>$Tool $Arguments`r`n$text`r`n"
}

# One command, beside the others; Complete-Tool writes what it printed.
function Start-Tool([string]$File, [string]$Tool, [string]$Arguments) {
    if (-not (Test-Tool $Tool $File)) { return }
    Write-Plan "$Tool $Arguments" $File
    $prompt = "C:\>$Tool $Arguments`r`n"
    if ($Tool -eq 'wevtutil') { $prompt = '' }
    [void]$running.Add(@{ File = $File; Head = $prompt
                          Run = (New-Run $Tool $Arguments '') })
}

function Start-Curl([string]$Path, [string]$Prefix, [string]$Name,
                    [string]$Url, [string]$Way) {
    $file = "$Prefix-$Name.txt"
    $canary = 'no'
    $more = '-o NUL'
    if ($Path -eq 'direct') { $more = '--noproxy "*" -o NUL' }
    if ($Url -match '/me$|test\.txt$') { $more = $more -replace 'NUL$', '-' }
    if ($Name -eq 'graph-canary') {
        $canary = 'yes'
        $more = '-H "Authorization: Bearer od0x8004-canary-not-a-token" ' +
            $more
    }
    Write-Plan "curl -v $Url ($Path)" $file
    $arguments = '-q -v --trace-time -sS -m 20 --max-filesize 1000000 ' +
        "$more -w `"\n%{json}\n`" $Url"
    $head = "# od0x8004-capture curl path=$Path canary=$canary " +
        "utc=$(Get-Utc) url=$Url`r`n"
    [void]$running.Add(@{ File = $file; Head = $head
                          Run = (New-Run 'curl' $arguments $Way) })
}

# Lines with cookies and passwords are dropped before the file is made.
function Complete-Tool([int]$Seconds) {
    $until = [DateTime]::UtcNow.AddSeconds($Seconds)
    foreach ($job in $running) {
        $left = [int]($until - [DateTime]::UtcNow).TotalSeconds
        $text = Wait-Run $job.Run ([Math]::Max($left, 0))
        if ($null -eq $text) {
            Write-Host "  Not finished in time: $($job.File)"
        } elseif ($job.File -like 'curl-*') {
            $lines = @($text -split "\r?\n" -notmatch
                'authorization:|cookie:|env variable')
            $text = $lines -join "`r`n"
        }
        Add-Text $job.File "$($job.Head)$text"
    }
}

function Start-Paths([string]$Path, [string]$Prefix, [string]$Way) {
    $graph = 'https://graph.microsoft.com/v1.0/me'
    $login = 'login.microsoftonline.com'
    $registration = 'enterpriseregistration.windows.net'
    Start-Curl $Path $Prefix 'login' "https://$login/" $Way
    Start-Curl $Path $Prefix 'device-login' "https://device.$login/" $Way
    Start-Curl $Path $Prefix 'registration' "https://$registration/" $Way
    Start-Curl $Path $Prefix 'graph' $graph $Way
    Start-Curl $Path $Prefix 'graph-canary' $graph $Way
    if ($script:sharepoint) {
        Start-Curl $Path $Prefix 'sharepoint' "https://$sharepoint/" $Way
        Start-Curl $Path $Prefix 'my' "https://$my/" $Way
    }
    if ($Path -eq 'direct') {
        $probe = 'http://www.msftconnecttest.com/connecttest.txt'
        Start-Curl $Path $Prefix 'ncsi' $probe $Way
    }
}

function Start-Events([string]$File, [string]$Log, [string]$Query) {
    Start-Tool $File 'wevtutil' (
        "qe `"$Log`" /q:`"$Query`" /c:400 /rd:true /f:xml")
}

function Invoke-Registry([string]$File, [string]$Key, [string]$More = '') {
    if ($Key -match ' ') { $Key = "`"$Key`"" }
    Invoke-Tool $File 'reg' "query $Key $More".Trim()
}

# The part of a proxy setting that https uses; "http=a:80" alone has none.
function Select-Proxy([string]$Setting) {
    foreach ($part in $Setting.Trim() -split '[; ]+') {
        if ($part -match '^https=(.+)$') { return $Matches[1] }
    }
    if ($Setting -notmatch '=') { ($Setting.Trim() -split '[; ]+')[0] }
}

function Get-UserProxy($Hives) {
    foreach ($hive in $Hives) {
        $key = "$hive\$microsoft\$internet"
        if (Get-Value $key 'AutoConfigURL') {
            Write-Host ('  A script chooses the proxy, which curl cannot ' +
                        'read: see -Proxy.')
        }
        if ((Get-Value $key 'ProxyEnable') -eq 1) {
            $setting = Get-Value $key 'ProxyServer'
            if ($setting) { return Select-Proxy $setting }
        }
    }
    if ($env:HTTPS_PROXY) { Select-Proxy $env:HTTPS_PROXY }
}

# The script that chooses the proxy; only an address of plain signs.
function Get-UserScript($Hives) {
    foreach ($hive in $Hives) {
        $address = Get-Value "$hive\$microsoft\$internet" 'AutoConfigURL'
        if ($address -match '^https?:[a-zA-Z0-9.:/_~-]+$') { return $address }
    }
}

# What netsh shows behind the first colon, whatever the language.
function Get-MachineProxy {
    if (-not (Find-Tool 'netsh')) { return }
    $text = Wait-Run (New-Run 'netsh' 'winhttp show proxy' '') 30
    foreach ($line in "$text" -split "\r?\n") {
        if ($line -match '^\s[^:]*:\s*(\S.*)$') {
            return Select-Proxy $Matches[1]
        }
    }
}

function Find-Tenant($Hives) {
    $script:sharepoint = ''
    $script:my = ''
    if ($Tenant) {
        $script:sharepoint = "$Tenant.sharepoint.com"
        $script:my = "$Tenant-my.sharepoint.com"
        return
    }
    foreach ($hive in $Hives) {
        $address = Get-Value "$hive\$account" 'SPOResourceId'
        if ("$address" -match '^https://([A-Za-z0-9-]+?)(-my)?(\.[a-z.]+)/') {
            $script:sharepoint = $Matches[1] + $Matches[3]
            $script:my = $Matches[1] + '-my' + $Matches[3]
            return
        }
    }
}

function Invoke-UserRegistry($Names) {
    foreach ($name in $Names) {
        $file = 'registry-onedrive.txt'
        Invoke-Registry $file "$name\$microsoft\OneDrive"
        Invoke-Registry $file "$name\$microsoft\OneDrive\Accounts" '/s'
        Invoke-Registry $file "$name\$policies\OneDrive" '/s'
        Invoke-Registry 'registry-office.txt' (
            "$name\$microsoft\Office\16.0\Common\Identity") '/s'
        $file = 'registry-network.txt'
        Invoke-Registry $file "$name\$microsoft\$internet"
        Invoke-Registry $file "$name\$microsoft\$internet\Connections"
        Invoke-Registry $file "$name\$policies\$internet"
    }
}

function Invoke-DeviceRegistry {
    $file = 'registry-onedrive.txt'
    Invoke-Registry $file "HKLM\$microsoft\OneDrive"
    Invoke-Registry $file "HKLM\$microsoft\OneDrive" '/reg:32'
    Invoke-Registry $file "HKLM\$policies\OneDrive" '/s'
    $key = "HKLM\$microsoft\Office\ClickToRun\Configuration"
    Invoke-Registry 'registry-office.txt' $key '/v VersionToReport'
    Invoke-Registry 'registry-office.txt' $key '/v UpdateChannel'
    $file = 'registry-network.txt'
    foreach ($name in 'HKLM', 'HKU\S-1-5-18') {
        Invoke-Registry $file "$name\$microsoft\$internet"
        Invoke-Registry $file "$name\$microsoft\$internet\Connections"
    }
    Invoke-Registry $file "HKLM\$policies\$internet"
    Invoke-Registry $file (
        "HKLM\$policies\Windows\NetworkConnectivityStatusIndicator")
    Invoke-Registry $file "HKLM\$control\Services\NlaSvc\Parameters\Internet"
    $file = 'registry-tls.txt'
    Invoke-Registry $file (
        "HKLM\$control\Control\SecurityProviders\SCHANNEL\Protocols") '/s'
    $ssl = 'Configuration\SSL\00010002'
    Invoke-Registry $file "HKLM\$policies\Cryptography\$ssl"
    $ssl = 'Configuration\Local\SSL\00010002'
    Invoke-Registry $file "HKLM\$control\Control\Cryptography\$ssl"
    foreach ($view in '/reg:64', '/reg:32') {
        Invoke-Registry $file "HKLM\$microsoft\$internet\WinHttp" $view
        Invoke-Registry $file "HKLM\$microsoft\.NETFramework\v4.0.30319" $view
    }
}

function Invoke-Slow {
    $day = 'TimeCreated[timediff(@SystemTime) <= 86400000]'
    Start-Tool 'dsregcmd.txt' 'dsregcmd' '/status'
    Start-Tool 'whoami.txt' 'whoami' '/user'
    Start-Tool 'whoami.txt' 'whoami' '/upn'
    Start-Events 'events-aad.xml' 'Microsoft-Windows-AAD/Operational' (
        "*[System[$day]]")
    Start-Events 'events-registration.xml' (
        'Microsoft-Windows-User Device Registration/Admin') "*[System[$day]]"
    Start-Events 'events-system.xml' 'System' (
        "*[System[Provider[@Name='Schannel'] and $day]]")
    Start-Events 'events-onedrive.xml' 'Application' (
        "*[System[$day] and (System[Provider[@Name='OneDrive']] or " +
        "EventData[Data='OneDrive.exe'])]")
    if (-not $Quick) {
        Start-Tool 'w32tm.txt' 'w32tm' (
            '/stripchart /computer:time.windows.com /samples:3 /dataonly')
    }
}

function Invoke-Plain {
    Write-Plan 'ver' 'versions.txt'
    $version = [Environment]::OSVersion.Version
    $key = "HKEY_LOCAL_MACHINE\$microsoft\Windows NT\CurrentVersion"
    Add-Text 'versions.txt' ("C:\>ver`r`n`r`nMicrosoft Windows [Version " +
        "$($version.Major).$($version.Minor).$($version.Build)." +
        "$(Get-Value $key 'UBR')]`r`n")
    Invoke-Tool 'winhttp.txt' 'netsh' 'winhttp show proxy'
    Invoke-Tool 'winhttp.txt' 'netsh' 'winhttp show advproxy'
    Invoke-Tool 'ipconfig.txt' 'ipconfig' '/all'
    Invoke-Tool 'route.txt' 'route' 'print'
    foreach ($service in 'NlaSvc', 'netprofm', 'WinHttpAutoProxySvc',
             'CryptSvc', 'TokenBroker', 'Dnscache', 'W32Time', 'wlidsvc') {
        Invoke-Tool 'services.txt' 'sc' "query $service"
        Invoke-Tool 'services.txt' 'sc' "qc $service"
    }
}

function Invoke-Network($Hives) {
    Find-Tenant $Hives
    $direct = 'login.microsoftonline.com', 'device.login.microsoftonline.com',
        'graph.microsoft.com', $script:my
    foreach ($name in $direct -ne '') {
        Start-Tool 'nslookup.txt' 'nslookup' (
            "-nosearch -timeout=2 -retry=1 $name")
    }
    if (-not (Test-Tool 'curl' 'the folder')) { return }
    $user = $Proxy
    if (-not $user) { $user = Get-UserProxy $Hives }
    $machine = Get-MachineProxy
    Start-Paths 'direct' 'curl-direct' ''
    $pac = Get-UserScript $Hives
    if ($pac) { Start-Curl 'direct' 'curl-direct' 'script' $pac '' }
    if ($user) { Start-Paths 'proxy' 'curl-proxy' $user }
    if ($machine -and $machine -ne $user) {
        Start-Paths 'proxy' 'curl-winhttp' $machine
    }
}

# The users whose registry is loaded: those who are signed in.
function Get-SignedIn {
    foreach ($sid in [Microsoft.Win32.Registry]::Users.GetSubKeyNames()) {
        if ($sid -match '^S-1-(5-21|12-1)-[0-9-]+$') { $sid }
    }
}

function Open-Folder([bool]$AsSystem) {
    if (-not $OutputPath) {
        $name = "od0x8004-$env:COMPUTERNAME"
        # In a folder where all may write, SYSTEM takes a name of its own.
        if ($AsSystem) { $name += '-' + [Guid]::NewGuid().ToString('N') }
        $script:OutputPath = Join-Path ([IO.Path]::GetTempPath()) $name
    }
    $script:OutputPath =
        $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath(
            $OutputPath)
    [void][IO.Directory]::CreateDirectory($OutputPath)
    $own = '^(dsregcmd|whoami|cmdkey|winhttp|registry-\w+|events-\w+|ipconfig|' +
        'route|nslookup|versions|services|w32tm|curl-[a-z-]+)\.(txt|xml)$'
    foreach ($path in [IO.Directory]::GetFiles($OutputPath)) {
        if ([IO.Path]::GetFileName($path) -match $own) { [IO.File]::Delete($path) }
    }
    Add-Text 'versions.txt' ''
}

function Invoke-Capture {
    $asSystem = [Security.Principal.WindowsIdentity]::GetCurrent().IsSystem
    try { Open-Folder $asSystem } catch {
        Write-Host "capture: cannot write into '$OutputPath': $_"
        return 1
    }
    Write-Host "Gathering into '$OutputPath'."
    Write-Host ('Files marked [c] are confidential: they hold names, ' +
                'addresses or ids.')
    $names = @('HKCU')
    $hives = @('HKEY_CURRENT_USER')
    if ($asSystem) {
        $names = @(Get-SignedIn | ForEach-Object { "HKU\$_" })
        $hives = @(Get-SignedIn | ForEach-Object { "HKEY_USERS\$_" })
        foreach ($name in $names) {
            Write-Host ("  $name`: SYSTEM cannot read this user's " +
                'credentials (cmdkey) or primary refresh token (dsregcmd): ' +
                "run capture.cmd in the user's session for them.")
        }
        if (-not $names) { Write-Host '  No user is signed in.' }
    }
    Invoke-Slow
    Invoke-Plain
    if (-not $asSystem) { Invoke-Tool 'cmdkey.txt' 'cmdkey' '/list' }
    Invoke-UserRegistry $names
    Invoke-DeviceRegistry
    if (-not $Quick) { Invoke-Network $hives }
    Complete-Tool 60
    Write-Host 'Confidential files, for nobody but who looks into this:'
    foreach ($file in @($written.Keys | Sort-Object)) {
        if ($plain -notcontains $file) { Write-Host "  $file" }
    }
    Write-Host ('Done. Next, where od0x8004 is (copy the folder there if it ' +
                'is not here):')
    Write-Host "od0x8004 diagnose `"$OutputPath`" --code $Code --now $(Get-Utc)"
    return 0
}

# An agent of 32 bits would not find dsregcmd, and read the other registry.
$native = Join-Path $env:SystemRoot 'Sysnative\WindowsPowerShell\v1.0'
$native = Join-Path $native 'powershell.exe'
if ($env:PROCESSOR_ARCHITEW6432 -and (Test-Path -LiteralPath $native)) {
    $again = @('-NoProfile', '-ExecutionPolicy', 'Bypass', '-File',
               $PSCommandPath)
    foreach ($name in $PSBoundParameters.Keys) {
        $again += "-$name"
        if ($name -ne 'Quick') { $again += $PSBoundParameters[$name] }
    }
    & $native @again
    exit $LASTEXITCODE
}
if ("$Tenant$Code" -notmatch '^[A-Za-z0-9-]+$') {
    Write-Host 'capture: a tenant and a code are letters, digits and "-".'
    exit 2
}
exit (Invoke-Capture)

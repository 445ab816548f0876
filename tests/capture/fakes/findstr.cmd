@cscript //nologo "%~dp0findstr.js" %*

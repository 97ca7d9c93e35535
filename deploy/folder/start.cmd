@echo off
rem Opens the checker in the browser. The first start installs it into this folder.
rem Messages in Japanese come from start.py; this file is ASCII for every code page.
setlocal
set PYTHONUTF8=1
pushd "%~dp0"
where py >nul 2>nul
if errorlevel 1 goto nopython
py -@python@ start.py %*
if errorlevel 1 goto failed
popd
exit /b 0

:nopython
echo Python @python@ (64-bit) was not found. See README.txt.
:failed
popd
pause
exit /b 1

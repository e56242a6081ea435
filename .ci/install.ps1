# Installs seodang @TAG@ for this user: downloads the archive, compares its SHA-256, and copies the program.
# SEODANG_INSTALL_DIR names the folder [default: %LOCALAPPDATA%\seodang\bin]. No administrator is needed.
$ErrorActionPreference = 'Stop'
$tag = '@TAG@'
$base = "https://github.com/@REPOSITORY@/releases/download/$tag"
$folder = if ($env:SEODANG_INSTALL_DIR) { $env:SEODANG_INSTALL_DIR } else { Join-Path $env:LOCALAPPDATA 'seodang\bin' }
$name = "seodang-$($tag.TrimStart('v'))-x86_64-pc-windows-msvc"
$place = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid())
New-Item -ItemType Directory -Path $place | Out-Null
try {
  $archive = Join-Path $place "$name.zip"
  Invoke-WebRequest -UseBasicParsing "$base/$name.zip" -OutFile $archive
  $listed = (Invoke-WebRequest -UseBasicParsing "$base/$name.zip.sha256").Content
  if ($listed -is [byte[]]) { $listed = [Text.Encoding]::ASCII.GetString($listed) }
  $expected = $listed.Split(' ')[0]
  if ((Get-FileHash $archive -Algorithm SHA256).Hash -ne $expected.ToUpper()) { throw "the SHA-256 of $name.zip is not the one that is listed" }
  Expand-Archive $archive -DestinationPath $place
  New-Item -ItemType Directory -Force -Path $folder | Out-Null
  Copy-Item (Join-Path $place "$name\seodang.exe") $folder -Force
} finally {
  Remove-Item -Recurse -Force $place
}
$path = [Environment]::GetEnvironmentVariable('Path', 'User')
if ($path -notlike "*$folder*") { Write-Host "add $folder to PATH to run it as seodang" }
Write-Host "installed: $(Join-Path $folder 'seodang.exe')"

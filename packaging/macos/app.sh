#!/bin/sh
# Sotto.app and a disk image of it, from the folder PyInstaller made. usage: app.sh DIST/sotto OUT [SIGNING_IDENTITY]
# Untested: no Mac was at hand. Needs codesign, sips, iconutil and hdiutil, which come with macOS.
set -eu
build=$1
out=$2
identity=${3:--}
here=$(cd "$(dirname "$0")" && pwd)
app=$out/Sotto.app
rm -rf "$app"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
cp -R "$build/." "$app/Contents/MacOS/"
ln -s sotto "$app/Contents/MacOS/sotto-gui"
cp "$here/Info.plist" "$app/Contents/Info.plist"
icons=$(mktemp -d)/sotto.iconset
mkdir -p "$icons"
python=${PYTHON:-python3}
"$python" "$here/../linux/icons.py" "$icons/drawn"
for size in 16 32 128 256 512; do
    cp "$icons/drawn/${size}x${size}/apps/sotto.png" "$icons/icon_${size}x${size}.png"
done
rm -rf "$icons/drawn"
iconutil -c icns -o "$app/Contents/Resources/sotto.icns" "$icons"
codesign --force --deep --options runtime --entitlements "$here/entitlements.plist" --sign "$identity" "$app"
hdiutil create -volname Sotto -srcfolder "$app" -ov -format UDZO "$out/Sotto.dmg"

#!/bin/sh
# A disk image of the Sotto.app that PyInstaller made and signed (frozen/sotto.spec). usage: image.sh DIST/Sotto.app OUT
# SOTTO_SIGNING_IDENTITY signs the image too, and SOTTO_NOTARY_PROFILE, what “notarytool store-credentials” named, has Apple look at it.
# Untested: no Mac was at hand. Needs codesign, ditto, hdiutil and xcrun, which come with macOS.
set -eu
app=$1
image=$2/Sotto.dmg
codesign --verify --deep --strict "$app"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
ditto "$app" "$folder/Sotto.app"
ln -s /Applications "$folder/Applications"
hdiutil create -volname Sotto -srcfolder "$folder" -ov -format UDZO "$image"
if [ -n "${SOTTO_SIGNING_IDENTITY:-}" ]; then
    codesign --sign "$SOTTO_SIGNING_IDENTITY" --timestamp "$image"
fi
if [ -n "${SOTTO_NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$SOTTO_NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
fi

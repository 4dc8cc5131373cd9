; Inno Setup 6.3 or newer: iscc /DVersion=0.1.0 packaging\windows\sotto.iss, after PyInstaller made dist\sotto. Untested: no Windows was at hand.
#ifndef Version
  #define Version "0.1.0"
#endif

[Setup]
AppId=internal.sotto.sotto
AppName=Sotto
AppVersion={#Version}
AppPublisher=The Sotto authors
DefaultDirName={autopf}\Sotto
DefaultGroupName=Sotto
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=sotto-{#Version}-windows-x64
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
UninstallDisplayIcon={app}\sotto-gui.exe

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"
Name: "japanese"; MessagesFile: "compiler:Languages\Japanese.isl"

[CustomMessages]
english.RemoveData=Delete your conversations, memory, settings and backups too? This cannot be undone.%n%n%1
japanese.RemoveData=会話、記憶、設定、バックアップも削除しますか？元に戻せません。%n%n%1
english.RemoveModels=Delete the models too?%n%n%1
japanese.RemoveModels=モデルも削除しますか？%n%n%1

; What an older one had and a newer one has not would be found by the newer one. What people made lies elsewhere, or in {app}\portable.
[InstallDelete]
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\sotto\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Sotto"; Filename: "{app}\sotto-gui.exe"

[Code]
procedure AskAndDelete(Folder: String; Question: String);
begin
  if DirExists(Folder) then
    if SuppressibleMsgBox(FmtMessage(CustomMessage(Question), [Folder]), mbConfirmation, MB_YESNO or MB_DEFBUTTON2, IDNO) = IDYES then
      DelTree(Folder, True, True, True);
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if Step = usPostUninstall then
  begin
    AskAndDelete(ExpandConstant('{localappdata}\sotto'), 'RemoveData');
    AskAndDelete(ExpandConstant('{localappdata}\sotto-models'), 'RemoveModels');
  end;
end;

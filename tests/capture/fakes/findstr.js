// findstr /v /i /c:WORD... FILE, of which Wine has but a stub.
var words = [], file;
for (var i = 0; i < WScript.Arguments.length; i++) {
  var word = WScript.Arguments(i);
  if (word.substr(0, 3) == "/c:") words.push(word.substr(3).toLowerCase());
  else if (word.charAt(0) != "/") file = word;
}
function wanted(line) {
  for (var i = 0; i < words.length; i++)
    if (line.toLowerCase().indexOf(words[i]) >= 0) return false;
  return true;
}
var disk = new ActiveXObject("Scripting.FileSystemObject");
var lines = disk.OpenTextFile(file, 1).ReadAll().split("\r\n"), kept = [];
for (var j = 0; j < lines.length; j++)
  if (wanted(lines[j])) kept.push(lines[j]);
WScript.Echo(kept.join("\r\n"));

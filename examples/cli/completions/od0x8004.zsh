#compdef od0x8004
# zsh completion of od0x8004; install it as _od0x8004 in a folder of $fpath

_od0x8004() {
  local command=${words[(r)(diagnose|explain|facts|compare|rules|help)]}
  local formats='text json'
  local -a arguments

  [[ $command == diagnose ]] && formats='text json ticket'
  arguments=(
    "--format[how to write the answer]:format:($formats)"
    '--output[write into FILE, whole or not at all]:file:_files'
    '--quiet[no progress and no remarks]'
    '--color[mark headings and grades]:when:(auto always never)'
    '--now[stands in where evidence has no time of its own]:time:'
    '--time-limit[give up after so many milliseconds]:milliseconds:'
    '*--set[a limit or reading option, by name]:name:(text.code_page= input.max_bytes= json.max_depth= json.forgive_commas=)'
    '--help[explain the command]'
    '--version[print the version]'
  )
  case $command in
    diagnose)
      arguments+=(
        '--code[the code that was shown]:code:'
        '--user[whose sign-in]:name:'
        '--at[when the problem was seen]:time:'
        '*--rules[one more rule pack]:file:_files'
        '*:evidence:_files') ;;
    facts)
      arguments+=(
        '--user[whose sign-in]:name:'
        '--redact[replace names by stable stand-ins]'
        '*:evidence:_files') ;;
    compare)
      arguments+=('*:evidence:_files') ;;
    explain)
      arguments+=('*:code:') ;;
    rules)
      arguments+=('2:action:(check list)' '*:pack:_files') ;;
    help)
      arguments+=('2:command:(diagnose explain facts compare rules)') ;;
  esac
  _arguments -S \
    '1:command:((diagnose\:"rank the causes" explain\:"say what a code means" facts\:"write the facts document" compare\:"say what differs" rules\:"check or list rules" help\:"explain a command"))' \
    $arguments
}

_od0x8004 "$@"

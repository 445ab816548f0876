# bash completion of od0x8004; source it or install it as
# /usr/share/bash-completion/completions/od0x8004

_od0x8004_operands() {
  case $1 in
    rules)
      COMPREPLY=($(compgen -W 'check list' -- "$2"))
      COMPREPLY+=($(compgen -f -- "$2")) ;;
    help)
      COMPREPLY=($(compgen -W 'diagnose explain facts compare rules' -- "$2")) ;;
    diagnose | facts | compare)
      COMPREPLY=($(compgen -f -- "$2")) ;;
  esac
}

_od0x8004() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
  local commands='diagnose explain facts compare rules help'
  local options='--format --output --quiet --color --now --time-limit --set
    --help --version'
  local command='' i
  local IFS=$' \t\n'

  for ((i = 1; i < COMP_CWORD; i++)); do
    case " $commands " in
      *" ${COMP_WORDS[i]} "*) command=${COMP_WORDS[i]}; break ;;
    esac
  done
  case $command in
    diagnose) options+=' --code --user --at --rules' ;;
    facts) options+=' --user --redact' ;;
  esac
  COMPREPLY=()
  case $before in
    --format)
      local formats='text json'
      [[ $command == diagnose ]] && formats+=' ticket'
      COMPREPLY=($(compgen -W "$formats" -- "$word"))
      return ;;
    --color)
      COMPREPLY=($(compgen -W 'auto always never' -- "$word"))
      return ;;
    --set)
      COMPREPLY=($(compgen -S = -W 'text.code_page input.max_bytes
        json.max_depth json.forgive_commas' -- "$word"))
      return ;;
    --output | --rules)
      IFS=$'\n'
      COMPREPLY=($(compgen -f -- "$word"))
      return ;;
    --code | --user | --at | --now | --time-limit)
      return ;;
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  elif [[ -z $command ]]; then
    COMPREPLY=($(compgen -W "$commands" -- "$word"))
  else
    IFS=$'\n'
    _od0x8004_operands "$command" "$word"
  fi
}

complete -o filenames -F _od0x8004 od0x8004

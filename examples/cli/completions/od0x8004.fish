# fish completion of od0x8004; install it in ~/.config/fish/completions

set -l commands diagnose explain facts compare rules help

complete -c od0x8004 -f
complete -c od0x8004 -n "not __fish_seen_subcommand_from $commands" -a diagnose -d 'rank the causes'
complete -c od0x8004 -n "not __fish_seen_subcommand_from $commands" -a explain -d 'say what a code means'
complete -c od0x8004 -n "not __fish_seen_subcommand_from $commands" -a facts -d 'write the facts document'
complete -c od0x8004 -n "not __fish_seen_subcommand_from $commands" -a compare -d 'say what differs between two devices'
complete -c od0x8004 -n "not __fish_seen_subcommand_from $commands" -a rules -d 'check or list rules'
complete -c od0x8004 -n "not __fish_seen_subcommand_from $commands" -a help -d 'explain a command'

complete -c od0x8004 -n '__fish_seen_subcommand_from diagnose facts compare' -F
complete -c od0x8004 -n '__fish_seen_subcommand_from rules' -F -a 'check list'
complete -c od0x8004 -n '__fish_seen_subcommand_from help' -a 'diagnose explain facts compare rules'

complete -c od0x8004 -n '__fish_seen_subcommand_from diagnose' -l code -x -d 'the code that was shown'
complete -c od0x8004 -n '__fish_seen_subcommand_from diagnose facts' -l user -x -d 'whose sign-in'
complete -c od0x8004 -n '__fish_seen_subcommand_from facts' -l redact -d 'replace names by stable stand-ins'
complete -c od0x8004 -n '__fish_seen_subcommand_from diagnose' -l at -x -d 'when the problem was seen'
complete -c od0x8004 -n '__fish_seen_subcommand_from diagnose' -l rules -r -F -d 'one more rule pack'

complete -c od0x8004 -n 'not __fish_seen_subcommand_from diagnose' -l format -x -a 'text json' -d 'how to write the answer'
complete -c od0x8004 -n '__fish_seen_subcommand_from diagnose' -l format -x -a 'text json ticket' -d 'how to write the answer'
complete -c od0x8004 -l output -r -F -d 'write into FILE, whole or not at all'
complete -c od0x8004 -l quiet -d 'no progress and no remarks'
complete -c od0x8004 -l color -x -a 'auto always never' -d 'mark headings and grades'
complete -c od0x8004 -l now -x -d 'stands in where evidence has no time of its own'
complete -c od0x8004 -l time-limit -x -d 'give up after so many milliseconds'
complete -c od0x8004 -l set -x -a 'text.code_page= input.max_bytes= json.max_depth= json.forgive_commas=' -d 'a limit or reading option'
complete -c od0x8004 -l help -d 'explain the command'
complete -c od0x8004 -l version -d 'print the version'

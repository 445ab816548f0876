# PowerShell completion of od0x8004; dot-source it in your profile.

Register-ArgumentCompleter -Native -CommandName od0x8004 -ScriptBlock {
    param($word, $ast, $cursor)

    $commands = 'diagnose', 'explain', 'facts', 'compare', 'rules', 'help'
    $options = '--format', '--output', '--quiet', '--color', '--now',
        '--time-limit', '--set', '--help', '--version'
    $own = @{
        diagnose = '--code', '--user', '--at', '--rules'
        facts    = '--user', '--redact'
    }

    $words = @($ast.CommandElements | Select-Object -Skip 1 |
        ForEach-Object { $_.ToString() })
    $command = $words | Where-Object { $commands -contains $_ } |
        Select-Object -First 1
    $complete = @($words | Where-Object { $_ -ne $word })
    $before = if ($complete) { $complete[-1] } else { '' }

    $found = switch ($before) {
        '--format' {
            'text', 'json'
            if ($command -eq 'diagnose') { 'ticket' }
        }
        '--color' { 'auto', 'always', 'never' }
        '--set' {
            'text.code_page=', 'input.max_bytes=', 'json.max_depth=',
            'json.forgive_commas='
        }
        'rules' { 'check', 'list' }
        'help' { 'diagnose', 'explain', 'facts', 'compare', 'rules' }
        default {
            if ($word -like '-*') {
                $options
                if ($command) { $own[$command] }
            } elseif (-not $command -or $command -eq $word) {
                $commands
            }
        }
    }
    $found | Where-Object { $_ -like "$word*" } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_)
    }
}

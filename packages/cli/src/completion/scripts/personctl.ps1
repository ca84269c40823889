# PowerShell completion for personctl
Register-ArgumentCompleter -Native -CommandName personctl -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
        } |
        Select-Object -Skip 1)
    # An empty word is no argument of a program here: the index says that there is one more.
    $index = if ($wordToComplete) { $words.Count - 1 } else { $words.Count }

    $candidates = @(personctl __complete $index @words 2> $null)
    if ($candidates.Count -eq 1 -and $candidates[0] -eq ':files') { return }
    $candidates | ForEach-Object {
        $value, $text = $_ -split "`t", 2
        if (-not $text) { $text = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $text)
    }
}

#compdef personctl
# zsh completion for personctl
_personctl() {
  local -a whole going wholeTexts goingTexts
  local line value text
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      _files
      return
    fi
    value="${line%%$'\t'*}"
    text="$value"
    [[ $line == *$'\t'* ]] && text="$value  -- ${line#*$'\t'}"
    if [[ $value == *[=:] ]]; then
      going+=("$value")
      goingTexts+=("$text")
    else
      whole+=("$value")
      wholeTexts+=("$text")
    fi
  done < <(personctl __complete $((CURRENT - 2)) "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2> /dev/null)
  (( $#whole )) && compadd -l -d wholeTexts -a whole
  (( $#going )) && compadd -l -S '' -d goingTexts -a going
}

if [[ ${funcstack[1]} == _personctl ]]; then
  _personctl "$@"
else
  compdef _personctl personctl
fi

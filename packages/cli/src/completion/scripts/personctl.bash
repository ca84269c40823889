# bash completion for personctl
# For bash 3.2, which macOS has, and later. Bash breaks words at = and : as well, and replaces only what is after the
# break: so words are put together again as the line has them, and of candidates only the rest is given back.
_personctl() {
  local rest="${COMP_LINE:0:COMP_POINT}" words=() word broken= i
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word="${COMP_WORDS[i]}"
    if [[ $i -eq 0 || $rest == [[:space:]]* ]]; then
      rest="${rest#"${rest%%[![:space:]]*}"}"
      words+=("")
      broken=
    else
      broken="${words[${#words[@]} - 1]}"
    fi
    [[ ${#word} -gt ${#rest} ]] && word="$rest"
    words[${#words[@]} - 1]+="$word"
    rest="${rest#"$word"}"
    [[ $i -eq COMP_CWORD && $word == [=:] ]] && broken="${words[${#words[@]} - 1]}"
  done

  COMPREPLY=()
  local line value left
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$word")
      compopt -o filenames 2> /dev/null
      return
    fi
    value="${line%%$'\t'*}"
    left="${value#"$broken"}"
    # Nothing is left to be added; quoted, it would be two quotes.
    [[ -n $left ]] || continue
    COMPREPLY+=("$(printf '%q' "$left")")
    [[ $value == *[=:] ]] && compopt -o nospace 2> /dev/null
  done < <(personctl __complete $((${#words[@]} - 2)) "${words[@]:1}" 2> /dev/null)
}

complete -F _personctl personctl

# fish completion for personctl
function __personctl_complete
    set -l before (commandline -opc)
    set -e before[1]
    set -l word (commandline -ct)
    set -l candidates (personctl __complete (count $before) $before $word 2> /dev/null)
    if test "$candidates" = :files
        # As the argument of a command that fish knows nothing of.
        complete --do-complete "'' $word"
    else
        printf '%s\n' $candidates
    end
end

complete --command personctl --no-files --keep-order --arguments '(__personctl_complete)'

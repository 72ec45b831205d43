using System.Collections.Concurrent;
using Gateway.Fhir.Definitions;

namespace Gateway.Fhir.Paths;

/// <summary>Compiled expressions by text and context type. Faulty ones are kept too; when full, nothing more is kept.</summary>
public sealed class PathCache(PathOptions options, int capacity = 10_000)
{
    private readonly ConcurrentDictionary<(string Expression, TypeDefinition? Context), PathCompilation> _known = new();

    /// <summary>The expression compiled for elements of that type; compiled now if it was not met before.</summary>
    public PathCompilation Get(string expression, TypeDefinition? context = null)
    {
        if (_known.TryGetValue((expression, context), out var known))
            return known;
        var made = CompiledPath.Compile(expression, options with { Context = context ?? options.Context });
        if (_known.Count < capacity)
            _known.TryAdd((expression, context), made);
        return made;
    }
}

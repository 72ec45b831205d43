using System.Collections.Frozen;

namespace Gateway.Security.Police;

/// <summary>The codes of one system that police may see.</summary>
/// <param name="System">The system's URI.</param>
/// <param name="Codes">The codes.</param>
internal sealed record CodeList(string System, FrozenSet<string> Codes)
{
    public static CodeList Of(string system, params string[] codes) => new(system, codes.ToFrozenSet(StringComparer.Ordinal));
}

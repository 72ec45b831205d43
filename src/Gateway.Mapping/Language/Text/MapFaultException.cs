using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Language.Text;

/// <summary>Ends the part of a map that is being read; caught where reading can go on.</summary>
internal sealed class MapFaultException(FaultKind kind, string message, MapPlace place) : Exception(message)
{
    public FaultKind Kind { get; } = kind;
    public MapPlace Place { get; } = place;
}

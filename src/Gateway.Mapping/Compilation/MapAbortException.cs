using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Compilation;

/// <summary>Ends the mapping of one record.</summary>
internal sealed class MapAbortException(Fault fault) : Exception(fault.Message)
{
    public Fault Fault { get; } = fault;
}

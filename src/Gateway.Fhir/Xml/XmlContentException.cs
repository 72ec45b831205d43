using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Xml;

/// <summary>An element holds what XML cannot: <see cref="FhirXml.TryWrite"/> says so without an exception.</summary>
public sealed class XmlContentException : Exception
{
    internal XmlContentException(Fault fault)
        : base(fault.ToString()) => Fault = fault;

    /// <summary>What XML cannot hold, and where it is in the element.</summary>
    public Fault Fault { get; }
}

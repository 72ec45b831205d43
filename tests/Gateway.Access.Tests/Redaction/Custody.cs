using Gateway.Access.Redaction;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Tests.Redaction;

/// <summary>What custody officers see.</summary>
internal static class Custody
{
    public static Element? Apply(Element resource) => Projections.Of("custody-actionable").Apply(resource)?.Resource;
}

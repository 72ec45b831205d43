namespace Gateway.Fhir.Paths.Values;

/// <summary>What type() answers: <c>System.Integer</c>, <c>FHIR.Patient</c>.</summary>
public sealed record PathTypeInfo(string Namespace, string Name);

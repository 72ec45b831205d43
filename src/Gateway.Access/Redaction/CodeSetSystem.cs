using System.Text.RegularExpressions;

namespace Gateway.Access.Redaction;

/// <summary>Codes of one system.</summary>
/// <param name="System">The system's URI.</param>
/// <param name="Codes">Its codes; null for all.</param>
/// <param name="Shape">What its codes look like, in place of a list.</param>
internal sealed record CodeSetSystem(byte[] System, byte[][]? Codes, Regex? Shape);

using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Patches;

/// <summary>A list that an operation changes.</summary>
/// <param name="Holder">The element that it lies in.</param>
/// <param name="Child">What its elements are defined as.</param>
/// <param name="Items">Its elements.</param>
internal sealed record PatchList(PatchTarget Holder, ElementDefinition Child, IReadOnlyList<Element> Items);

using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Elements;

/// <summary>A line and a column for each node, kept beside the tree (XML, whose values are not slices of the source).</summary>
internal sealed class ListedPlaces((int Line, int Column)[] listed) : SourcePlaces
{
    public override (int Line, int Column) Of(ElementTree tree, int node, TextPlaces places) => listed[node];
}

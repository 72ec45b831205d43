using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Records.Csv;

/// <summary>All elements of a row stand where the row starts.</summary>
internal sealed class RowPlaces(int line) : SourcePlaces
{
    public override (int Line, int Column) Of(ElementTree tree, int node, TextPlaces places) => (line, 1);
}

using Gateway.Fhir.Outcomes;

namespace Gateway.Fhir.Elements;

/// <summary>Where the nodes of a tree stood in the text they were read from.</summary>
internal abstract class SourcePlaces
{
    /// <summary>Built, not read: no place is known.</summary>
    public static SourcePlaces None { get; } = new Unknown();

    /// <summary>Nodes whose offsets lie in the tree's own bytes (JSON).</summary>
    public static SourcePlaces InText { get; } = new Offsets();

    /// <summary>As <see cref="InText"/>, where the text stood inside a longer one.</summary>
    /// <param name="line">The line of the longer text at which it starts, from 1.</param>
    /// <param name="column">The column at which it starts, from 1.</param>
    public static SourcePlaces InTextFrom(int line, int column) => line == 1 && column == 1 ? InText : new OffsetsFrom(line, column);

    /// <param name="tree">The tree.</param>
    /// <param name="node">The node.</param>
    /// <param name="places">Where the last place of that tree was looked up, so that one further on costs only the way from there.</param>
    public abstract (int Line, int Column) Of(ElementTree tree, int node, TextPlaces places);

    private sealed class Unknown : SourcePlaces
    {
        public override (int Line, int Column) Of(ElementTree tree, int node, TextPlaces places) => (0, 0);
    }

    private sealed class OffsetsFrom(int line, int column) : SourcePlaces
    {
        public override (int Line, int Column) Of(ElementTree tree, int node, TextPlaces places) => TextPlaces.Within(line, column, InText.Of(tree, node, places));
    }

    private sealed class Offsets : SourcePlaces
    {
        public override (int Line, int Column) Of(ElementTree tree, int node, TextPlaces places)
        {
            // A string's bytes start after its quote, its place is the quote, as in faults.
            var start = tree.Nodes[node].Start;
            return places.At(tree.Text, start > 0 && tree.Text[start - 1] == '"' ? start - 1 : start);
        }
    }
}

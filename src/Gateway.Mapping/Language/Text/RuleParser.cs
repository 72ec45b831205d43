using Gateway.Fhir.Outcomes;

namespace Gateway.Mapping.Language.Text;

/// <summary>Reads the rules of one group. A faulty rule is passed over, and the next one read.</summary>
internal sealed class RuleParser(MapCursor cursor, string group)
{
    /// <summary>The deepest nesting of rules: with it, a StructureMap lies within the depth that elements may have.</summary>
    public const int MaxDepth = 50;

    private int _depth;

    /// <summary>Takes <c>{ rule; rule; }</c>.</summary>
    public MapList<MapRule> Rules()
    {
        if (++_depth > MaxDepth)
        {
            _depth--;
            throw cursor.Fault($"Rules are nested more than {MaxDepth} deep.", FaultKind.TooLong);
        }

        var rules = new List<MapRule>();
        cursor.Expect("{");
        while (!cursor.Is("}") && !cursor.IsAtEnd && !cursor.IsAtGroup)
            if (Rule() is { } rule)
                rules.Add(rule);
        _depth--;
        if (!cursor.TryTake("}") && _depth == 0)
            cursor.Report(cursor.Fault("A } is expected here."));
        return [.. rules];
    }

    private MapRule? Rule()
    {
        var from = cursor.Faults.Count;
        var sources = new List<MapSource>();
        try
        {
            var rule = Rule(sources);
            cursor.Faults.Locate(from, $"{group}.{rule.Name}");
            return rule;
        }
        catch (MapFaultException fault)
        {
            cursor.Report(fault);
            var name = PassOver() ?? (sources.Count > 0 ? MapRule.NameFrom(sources[0]) : null);
            cursor.Faults.Locate(from, name is null ? group : $"{group}.{name}");
            return null;
        }
    }

    private MapRule Rule(List<MapSource> sources)
    {
        var place = cursor.Current.Place;
        do
            SourceParser.Source(cursor, sources);
        while (cursor.TryTake(","));
        var targets = new List<MapTarget>();
        if (cursor.TryTake("->"))
        {
            do
                targets.Add(TargetParser.Target(cursor));
            while (cursor.TryTake(","));
        }

        var dependents = new List<MapDependent>();
        MapList<MapRule> rules = [];
        if (cursor.TryTakeWord("then"))
        {
            if (!cursor.Is("{"))
            {
                do
                    dependents.Add(Dependent());
                while (cursor.TryTake(","));
            }

            if (cursor.Is("{"))
                rules = Rules();
        }

        var name = Name();
        cursor.Expect(";");
        return new MapRule
        {
            Name = string.IsNullOrEmpty(name) ? MapRule.NameFrom(sources[0]) : name,
            Sources = [.. sources],
            Targets = [.. targets],
            Dependents = [.. dependents],
            Rules = rules,
            Documentation = cursor.Lexer.Trailing,
            Place = place,
        }.Shortened();
    }

    private MapDependent Dependent()
    {
        var place = cursor.Current.Place;
        return new MapDependent(cursor.Name("The name of a group")) { Parameters = ParameterParser.Parameters(cursor), Place = place };
    }

    // A bare name stands on the line of the rule's end: on a new line it is the next rule, and a ; is missing.
    private string? Name() => cursor.Current.IsText || (cursor.Current is { IsName: true, IsFirstOnLine: false }) ? cursor.Take().Text : null;

    // To behind the next ; or to the } that closes the rules; nested rules are read for their faults. Gives the rule's name if it is met.
    private string? PassOver()
    {
        MapToken last = default;
        while (!cursor.IsAtEnd && !cursor.IsAtGroup && !cursor.Is("}"))
        {
            if (cursor.TryTake(";"))
                return last.Kind == MapTokenKind.DoubleString ? last.Text : null;
            last = cursor.Current;
            if (!last.Is("{"))
                cursor.Lexer.Advance();
            else if (_depth < MaxDepth)
                Rules();
            else
                PassBlock();
        }

        return null;
    }

    private void PassBlock()
    {
        var open = 0;
        do
        {
            open += cursor.Is("{") ? 1 : cursor.Is("}") ? -1 : 0;
            cursor.Lexer.Advance();
        }
        while (open > 0 && !cursor.IsAtEnd && !cursor.IsAtGroup);
    }
}

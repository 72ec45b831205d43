namespace Gateway.Fhir.Search.Matching;

/// <summary>A criterion made ready for the rows of one table: whether a row meets it.</summary>
internal delegate bool RowTest(int row);

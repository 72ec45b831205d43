Console.Error.WriteLine("The outside systems are started by the gateway's demo and by tests.");
return 2;
